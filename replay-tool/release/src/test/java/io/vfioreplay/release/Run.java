package io.vfioreplay.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One run of a program to its end, with no other environment than it is given: exit code, standard output and standard error. */
record Run(int code, String out, String err) {

    static Run of(Path directory, Map<String, String> environment, List<String> command) throws Exception {
        Path err = Files.createTempFile("release-test-", ".err");
        try {
            ProcessBuilder program =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectError(err.toFile());
            program.environment().clear();
            program.environment().putAll(environment);
            Process process = program.start();
            process.getOutputStream().close();
            String out = read(process);
            return new Run(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    private static String read(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
