package io.vfioreplay.journal;

import io.vfioreplay.journal.format.BlockIndex;
import io.vfioreplay.journal.format.BlockType;
import io.vfioreplay.journal.format.CorruptJournalException;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.journal.format.DamageCode;
import io.vfioreplay.journal.format.FrameHeader;
import io.vfioreplay.journal.format.Sha256;
import io.vfioreplay.journal.format.StoreFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;

/**
 * Checks neighbouring blocks, apart from all others, so that several runs can be checked at once. A hash is over a block's own bytes
 * and the block carries that of the one before, so all that is left between two runs is one comparison.
 */
final class BlockRun implements Callable<BlockRun.Result> {

    /** What is wrong with a block that the one behind it does not vouch for. */
    static final String CONTRADICTED = "is not the block whose hash the next one carries";

    private static final byte[] NONE = new byte[Sha256.BYTES];

    private final StoreFile file;
    private final BlockIndex index;
    private final int from;
    private final int to;

    /** A run of the rows from {@code from} to before {@code to}, at least one. */
    BlockRun(StoreFile file, BlockIndex index, int from, int to) {
        this.file = file;
        this.index = index;
        this.from = from;
        this.to = to;
    }

    /**
     * What one run gave.
     *
     * @param damage in it, by rows
     * @param contradicted the rows with a right checksum whose next block carries another hash
     * @param first its first block
     * @param last its last block
     */
    record Result(List<Damage> damage, BitSet contradicted, Edge first, Edge last) {}

    /** A block at an edge: what the comparison with its neighbour needs. */
    static final class Edge {

        private final int row;
        private final boolean isIntact;
        private final byte[] previous;
        private final byte[] hash;

        /**
         * An edge.
         *
         * @param row of the block
         * @param isIntact whether its checksum is right
         * @param blocks have read it last
         */
        Edge(int row, boolean isIntact, BlockBytes blocks) {
            this.row = row;
            this.isIntact = isIntact;
            this.previous = blocks.previous();
            this.hash = blocks.hash();
        }

        int row() {
            return row;
        }

        /** The hash of the block, hex digits. */
        String hash() {
            return HexFormat.of().formatHex(hash);
        }
    }

    @Override
    public Result call() {
        BlockBytes blocks = new BlockBytes(file, index);
        List<Damage> damage = new ArrayList<>();
        BitSet contradicted = new BitSet();
        Edge first = null;
        Edge last = null;
        for (int row = from; row < to; row++) {
            Optional<Damage> wrong = blocks.load(row);
            Edge edge = new Edge(row, wrong.isEmpty(), blocks);
            wrong.ifPresentOrElse(damage::add, () -> checkContent(blocks, edge, damage));
            if (last != null && isContradicted(index, last, edge)) {
                contradict(blocks, last.row(), damage, contradicted);
            }
            first = first == null ? edge : first;
            last = edge;
        }
        if (first == null || last == null) {
            throw new IllegalStateException("a run of no block from row " + from);
        }
        return new Result(damage, contradicted, first, last);
    }

    /** Whether two good blocks that follow each other are not of one chain: then the first is not the one that was written. */
    static boolean isContradicted(BlockIndex index, Edge block, Edge next) {
        boolean neighbours =
                index.header(next.row()).number() == index.header(block.row()).number() + 1;
        return neighbours && block.isIntact && next.isIntact && !Arrays.equals(block.hash, next.previous);
    }

    static void contradict(BlockBytes blocks, int row, List<Damage> damage, BitSet contradicted) {
        damage.add(blocks.damage(DamageCode.CHAIN, row, CONTRADICTED));
        contradicted.set(row);
    }

    /** HEADER stands first and only there; a description is one; the totals of the SEAL are those of the journal. */
    private void checkContent(BlockBytes blocks, Edge block, List<Damage> damage) {
        int row = block.row();
        FrameHeader header = index.header(row);
        if ((header.type() == BlockType.HEADER) != (header.number() == 0)) {
            damage.add(blocks.damage(DamageCode.CONTENT, row, "stands where no such block can stand"));
        }
        if (header.number() == 0 && !Arrays.equals(block.previous, NONE)) {
            damage.add(blocks.damage(DamageCode.CHAIN, row, "carries the hash of a block before it, and is the first"));
        }
        if (header.type() == BlockType.EVENTS || header.type() == BlockType.PAYLOAD) {
            return;
        }
        try {
            SortedMap<String, String> description = blocks.description(row);
            if (header.type() == BlockType.SEAL) {
                checkTotal(blocks, row, description, damage);
            }
        } catch (CorruptJournalException wrong) {
            damage.add(blocks.damage(wrong.code(), row, wrong.found()));
        }
    }

    private void checkTotal(BlockBytes blocks, int row, SortedMap<String, String> seal, List<Damage> damage) {
        FrameHeader header = index.header(row);
        String expected = (header.number() + 1) + " blocks, " + header.firstPosition() + " events";
        String found =
                seal.get(JournalWriter.BLOCKS_KEY) + " blocks, " + seal.get(JournalWriter.EVENTS_KEY) + " events";
        if (!found.equals(expected)) {
            damage.add(blocks.damage(DamageCode.CONTENT, row, "says " + found + "; expected " + expected));
        }
    }
}
