package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.device.Registers.Access;
import io.vfioreplay.hardware.device.Registers.Register;
import io.vfioreplay.hardware.state.StateTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes what is known about one offset into a state tree. */
final class RegisterLeaves {

    private RegisterLeaves() {}

    /**
     * Adds {@code PREFIX/bar0/0x10/read} and its siblings for the registers of one offset, ordered by length. They are put in
     * the order of their paths: a tree of registers is then sorted in one pass.
     */
    static void describe(StateTree.Builder tree, String prefix, List<Register> sameOffset) {
        Register first = sameOffset.get(0);
        String path = prefix + Regions.name(first.region()) + '/' + Texts.hex(first.offset()) + '/';
        if (sameOffset.size() == 1) { // As nearly all are.
            first.lastRead().ifPresent(read -> putReads(tree, path, read.text(), read.count()));
            first.lastWritten().ifPresent(written -> putWrites(tree, path, written.text(), written.count()));
            return;
        }
        List<Access> reads = accesses(sameOffset, Register::lastRead);
        if (!reads.isEmpty()) {
            putReads(tree, path, texts(reads), count(reads));
        }
        List<Access> writes = accesses(sameOffset, Register::lastWritten);
        if (!writes.isEmpty()) {
            putWrites(tree, path, texts(writes), count(writes));
        }
    }

    private static void putReads(StateTree.Builder tree, String path, String text, long count) {
        tree.put(path + "read", text);
        tree.put(path + "reads", count);
    }

    private static void putWrites(StateTree.Builder tree, String path, String text, long count) {
        tree.put(path + "writes", count);
        tree.put(path + "written", text);
    }

    private static List<Access> accesses(List<Register> registers, Function<Register, Optional<Access>> which) {
        List<Access> accesses = new ArrayList<>(registers.size());
        for (Register register : registers) {
            which.apply(register).ifPresent(accesses::add);
        }
        return accesses;
    }

    private static String texts(List<Access> accesses) {
        return accesses.stream().map(Access::text).collect(Collectors.joining(", "));
    }

    private static long count(List<Access> accesses) {
        return accesses.stream().mapToLong(Access::count).sum();
    }
}
