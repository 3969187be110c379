package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.device.Registers.Access;
import io.vfioreplay.hardware.device.Registers.Register;
import io.vfioreplay.hardware.state.StateTree;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes what is known about one offset into a state tree. */
final class RegisterLeaves {

    private RegisterLeaves() {}

    /** Adds {@code PREFIX/bar0/0x10/read} and its siblings for the registers of one offset, ordered by length. */
    static void describe(StateTree.Builder tree, String prefix, List<Register> sameOffset) {
        Register first = sameOffset.get(0);
        String path = prefix + Regions.name(first.region()) + '/' + Texts.hex(first.offset()) + '/';
        describe(tree, path + "read", path + "reads", sameOffset, Register::lastRead);
        describe(tree, path + "written", path + "writes", sameOffset, Register::lastWritten);
    }

    private static void describe(
            StateTree.Builder tree,
            String path,
            String countPath,
            List<Register> registers,
            Function<Register, Optional<Access>> which) {
        List<Access> accesses = registers.stream()
                .flatMap(register -> which.apply(register).stream())
                .toList();
        if (!accesses.isEmpty()) {
            tree.put(path, accesses.stream().map(Access::text).collect(Collectors.joining(", ")));
            tree.put(countPath, accesses.stream().mapToLong(Access::count).sum());
        }
    }
}
