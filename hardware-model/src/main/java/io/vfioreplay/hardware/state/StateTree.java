package io.vfioreplay.hardware.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * What a model knows, as leaves: a path of segments ({@code device0/bar0/0x10/read}) and a text each. Equal content gives
 * an equal tree, rendering and digest, whatever the order in which it was put in, on every JDK and in every locale.
 *
 * <p>The canonical rendering is UTF-8: the line {@code vfio-replay state 1}, then one line {@code path=value} per leaf in
 * the order of the paths, each ended by LF. In paths and values {@code \} and LF are written {@code \\} and {@code \n}, in
 * paths {@code =} is written {@code \=}, so that different trees never render alike. Immutable.
 */
public final class StateTree {

    private static final StateTree EMPTY = new StateTree(new String[0], new String[0]);
    private static final String HEADER = "vfio-replay state 1\n";

    private final String[] paths;
    private final String[] values;

    private StateTree(String[] paths, String[] values) {
        this.paths = paths;
        this.values = values;
    }

    /** The tree without leaves. */
    public static StateTree empty() {
        return EMPTY;
    }

    /** A new tree's leaves, in any order. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many leaves there are. */
    public int size() {
        return paths.length;
    }

    /** The path of the leaf at {@code index}, in the order of paths. */
    public String path(int index) {
        return paths[index];
    }

    /** The text of the leaf at {@code index}. */
    public String value(int index) {
        return values[index];
    }

    /** The text of the leaf with this path, or empty. */
    public Optional<String> value(String path) {
        int index = Arrays.binarySearch(paths, path, PathOrder.INSTANCE);
        return index < 0 ? Optional.empty() : Optional.of(values[index]);
    }

    /** Calls with path and text of each leaf in order. */
    public void forEach(BiConsumer<String, String> leaf) {
        for (int i = 0; i < paths.length; i++) {
            leaf.accept(paths[i], values[i]);
        }
    }

    /** The leaves below {@code prefix}, with {@code prefix} and its slash taken off: {@code under("device0")}. */
    public StateTree under(String prefix) {
        String start = prefix + "/";
        Builder below = builder();
        forEach((path, value) -> {
            if (path.startsWith(start)) {
                below.put(path.substring(start.length()), value);
            }
        });
        return below.build();
    }

    /** The leaves whose paths are wanted. */
    public StateTree only(Predicate<String> wanted) {
        Builder kept = builder();
        forEach((path, value) -> {
            if (wanted.test(path)) {
                kept.put(path, value);
            }
        });
        return kept.build();
    }

    /** The canonical rendering. */
    public String rendering() {
        StringBuilder text = new StringBuilder(HEADER.length() + 64 * paths.length).append(HEADER);
        for (int i = 0; i < paths.length; i++) {
            appendEscaped(text, paths[i], true);
            text.append('=');
            appendEscaped(text, values[i], false);
            text.append('\n');
        }
        return text.toString();
    }

    /** SHA-256 over the UTF-8 bytes of {@link #rendering()}, 64 lower-case hexadecimal digits. */
    public String digest() {
        return Sha256.hexOf(rendering().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateTree tree
                && Arrays.equals(paths, tree.paths)
                && Arrays.equals(values, tree.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(paths) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return rendering();
    }

    private static void appendEscaped(StringBuilder text, String raw, boolean isPath) {
        if (raw.indexOf('\n') < 0 && raw.indexOf('\\') < 0 && (!isPath || raw.indexOf('=') < 0)) {
            text.append(raw);
            return;
        }
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\n') {
                text.append("\\n");
            } else if (c == '\\' || (isPath && c == '=')) {
                text.append('\\').append(c);
            } else {
                text.append(c);
            }
        }
    }

    /** Collects leaves. Used once, by one thread. */
    public static final class Builder {

        private final List<String[]> leaves = new ArrayList<>();

        private Builder() {}

        /** Adds a leaf. */
        public Builder put(String path, String value) {
            leaves.add(new String[] {path, value});
            return this;
        }

        /** Adds a leaf with a decimal number. */
        public Builder put(String path, long value) {
            return put(path, Long.toString(value));
        }

        /** Adds a leaf with {@code true} or {@code false}. */
        public Builder put(String path, boolean value) {
            return put(path, Boolean.toString(value));
        }

        /** Adds all the leaves of another tree below {@code prefix}. */
        public Builder putAll(String prefix, StateTree tree) {
            tree.forEach((path, value) -> put(prefix + "/" + path, value));
            return this;
        }

        /**
         * The tree.
         *
         * @throws IllegalStateException when a path was put in twice, which is a bug of the model
         */
        public StateTree build() {
            leaves.sort((left, right) -> PathOrder.INSTANCE.compare(left[0], right[0]));
            String[] paths = new String[leaves.size()];
            String[] values = new String[paths.length];
            for (int i = 0; i < paths.length; i++) {
                paths[i] = leaves.get(i)[0];
                values[i] = leaves.get(i)[1];
                if (i > 0 && paths[i].equals(paths[i - 1])) {
                    throw new IllegalStateException("two leaves have the path " + paths[i]);
                }
            }
            return new StateTree(paths, values);
        }
    }
}
