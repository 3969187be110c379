package io.vfioreplay.engine.redact;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces the words of a text, always the same by the same, but for those of a fixed vocabulary: what programs say of migrations in
 * general, by which errors and statuses are recognised. Numbers of up to four digits stay. A name stays recognisable within a longer
 * text or path. One thread.
 */
final class TextMap {

    /** What QEMU, libvfio-user and the kernel say of any migration; nothing that anybody could have named. */
    static final Set<String> VOCABULARY =
            Arrays.stream("""
            a about abort aborted accepted access active after again all already an and are argument as at backend bad before
            bit block broken by bytes call can cancel cancelled cancelling cannot capabilities capability capture client close
            closed cmds colo command completed config connection could data deadline denied destination device did dirty disable
            dma does down during econnreset enable end eof eos error expected fail failed failing failure false feature file
            finish flags for found from get guest had has have header host ignored in incoming info input instance interrupted
            invalid io iommu ioctl is it kvm length line load loading log logging main map mapping max max_data_xfer_size
            max_dma_maps max_msg_fds memory message messages migrate migration mismatch missing monitor more msi msix no non none
            not null of offset on open operation or other out output packet page paused pci peer permitted pgsize pgsizes pipe
            post-load postcopy postcopy-active postcopy-paused postcopy-recover power pre-switchover precopy process protocol
            qemu ram range read reason received record refused region register rejected release request reset resource restore
            resuming return running save savevm section server set setup short size socket some source start started state
            status stop stop-copy stopped stream success supported suspended switchover system table temporarily terminated
            than that the there this time timed to too trace transport true truncated type unable unavailable unexpected
            unknown unmap unsupported user value vcpu vcpus version vfio vfio-pci vfio-user vm vmstate wait-unplug was while
            with without write write_multiple writing wrong zero
            address bus directory such file-migrate finish-migrate inmigrate internal-error io-error postmigrate prelaunch
            restore-vm save-vm shutdown watchdog guest-panicked
            """.split("\\s+")).filter(word -> !word.isEmpty()).collect(Collectors.toUnmodifiableSet());

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_.:-]*[\\p{L}\\p{N}])?");
    private static final Pattern SMALL_NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final Pattern PCI_ADDRESS =
            Pattern.compile("(?<domain>[0-9a-fA-F]{4}):(?<function>[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\\.[0-7])");
    private static final int TOKEN_BYTES = 5;
    private static final int REMEMBERED_MAX = 1 << 16;

    private final RedactionKey key;
    private final Map<String, String> tokens = new HashMap<>();

    TextMap(RedactionKey key) {
        this.key = key;
    }

    /** A text with its words replaced. */
    String of(String text) {
        return WORD.matcher(text).replaceAll(this::word);
    }

    /** A name, of which nothing stays. */
    String ofName(String name) {
        return name.isEmpty() ? "" : token(name);
    }

    private String word(MatchResult match) {
        String word = match.group();
        if (VOCABULARY.contains(word.toLowerCase(Locale.ROOT))
                || SMALL_NUMBER.matcher(word).matches()) {
            return word;
        }
        var pci = PCI_ADDRESS.matcher(word);
        return pci.matches() ? token(pci.group("domain")) + ":" + token(pci.group("function")) : token(word);
    }

    private String token(String word) {
        if (tokens.size() >= REMEMBERED_MAX) {
            tokens.clear();
        }
        return tokens.computeIfAbsent(word, this::derived);
    }

    private String derived(String word) {
        byte[] bytes = key.derive("words", word.getBytes(StandardCharsets.UTF_8));
        return "t" + HexFormat.of().formatHex(bytes, 0, TOKEN_BYTES);
    }
}
