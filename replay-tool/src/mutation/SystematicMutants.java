import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pitest.classinfo.ClassByteArraySource;
import org.pitest.classinfo.ClassName;
import org.pitest.mutationtest.engine.MutationDetails;
import org.pitest.mutationtest.engine.gregor.GregorMutater;
import org.pitest.mutationtest.engine.gregor.config.Mutator;

/**
 * A sample of the mutants that PIT makes of the hardware model by its default operators: how many of them does {@code regress}
 * notice on the journals that ship? Nobody chose them, and nothing is left out but what only prints, compares or starts a class;
 * those that change nothing, and those in code that no journal reaches, count as not noticed.
 *
 * <p>Not a part of the build: {@code run} beside this file starts it. Each mutant is loaded with the whole program around it, as in
 * {@code MutantWorld}. What takes longer than a minute is noticed. The first line is the sum, one line for each mutant follows.
 */
final class SystematicMutants {

    private static final String OURS = "io.vfioreplay.";
    private static final String MODEL = OURS + "hardware.";
    private static final String PROBE = OURS + "tool.command.MutantProbe";
    private static final List<String> PACKAGES = List.of("rule.", "migration.", "device.", "model.");
    private static final Set<String> LEFT_OUT =
            Set.of("<clinit>", "values", "valueOf", "$values", "toString", "hashCode", "equals");
    private static final long MILLIS_MAX = 60_000;

    private SystematicMutants() {}

    /** Arguments: directories of classes, with a colon between; the unpacked cases; how many mutants; the seed that chooses them. */
    public static void main(String[] arguments) throws Exception {
        URL[] classes = urls(arguments[0].split(":"));
        Path cases = Path.of(arguments[1]);
        Map<String, byte[]> model = model(arguments[0].split(":"));
        GregorMutater mutater = new GregorMutater(
                source(model), method -> true, new ArrayList<>(Mutator.fromStrings(List.of("DEFAULTS"))));
        List<MutationDetails> all = new ArrayList<>();
        for (String name : model.keySet()) {
            all.addAll(mutater.findMutations(ClassName.fromString(name)));
        }
        all.removeIf(each -> LEFT_OUT.contains(each.getMethod()));
        Collections.shuffle(all, new Random(Long.parseLong(arguments[3])));
        demandNothing(classes, cases);
        List<String> told = new ArrayList<>();
        int noticed = 0;
        for (MutationDetails each : all.subList(0, Math.min(Integer.parseInt(arguments[2]), all.size()))) {
            String name = each.getClassName().asJavaName();
            byte[] mutant = mutater.getMutation(each.getId()).getBytes();
            String answer = probe(new World(classes, name, mutant), cases);
            noticed += answer.isEmpty() ? 0 : 1;
            String place = name.substring(MODEL.length()) + ":" + each.getLineNumber();
            told.add((answer.isEmpty() ? "survived " : "noticed  ") + place + " " + each.getDescription() + "  " + answer);
        }
        demandNothing(classes, cases);
        System.out.printf("%d of %d mutants are noticed, of %d%n", noticed, told.size(), all.size());
        told.forEach(System.out::println);
        System.exit(0); // A mutant that never ends still runs.
    }

    /** Without a mutant nothing is noticed, before and after: else somebody changed classes or cases meanwhile. */
    private static void demandNothing(URL[] classes, Path cases) throws InterruptedException {
        String noticed = probe(new World(classes, "", new byte[0]), cases);
        if (!noticed.isEmpty()) {
            throw new IllegalStateException("noticed without a mutant: " + noticed);
        }
    }

    private static URL[] urls(String[] directories) throws MalformedURLException {
        URL[] urls = new URL[directories.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(directories[i]).toUri().toURL();
        }
        return urls;
    }

    private static Map<String, byte[]> model(String[] directories) throws IOException {
        Map<String, byte[]> model = new TreeMap<>();
        for (Path root : Arrays.stream(directories).map(Path::of).toList()) {
            try (Stream<Path> below = Files.walk(root)) {
                for (Path file : below.filter(each -> each.toString().endsWith(".class")).toList()) {
                    String path = root.relativize(file).toString();
                    String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
                    if (PACKAGES.stream().anyMatch(each -> name.startsWith(MODEL + each)) && !root.endsWith("test-classes")) {
                        model.put(name, Files.readAllBytes(file));
                    }
                }
            }
        }
        return model;
    }

    private static ClassByteArraySource source(Map<String, byte[]> model) {
        return name -> {
            byte[] ours = model.get(name.replace('/', '.'));
            return ours == null ? library(name.replace('.', '/') + ".class") : Optional.of(ours);
        };
    }

    private static Optional<byte[]> library(String file) {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(file)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static String probe(World world, Path cases) throws InterruptedException {
        String[] answer = {"no answer within a minute"};
        Thread thread = new Thread(() -> answer[0] = world.probe(cases));
        thread.setDaemon(true);
        thread.start();
        thread.join(MILLIS_MAX);
        return answer[0];
    }

    /** The program with one class changed: all of ours is loaded anew, libraries are shared. */
    private static final class World extends URLClassLoader {

        private final String changed;
        private final byte[] mutant;

        World(URL[] classes, String changed, byte[] mutant) {
            super(classes, new Libraries());
            this.changed = changed;
            this.mutant = mutant;
        }

        @SuppressWarnings("unchecked") // The probe is a function of a path.
        String probe(Path cases) {
            try {
                return ((Function<Path, String>)
                                loadClass(PROBE).getConstructor().newInstance())
                        .apply(cases);
            } catch (ClassNotFoundException | NoSuchMethodException wrong) {
                throw new IllegalStateException("no probe among the classes", wrong);
            } catch (ReflectiveOperationException | Error crashed) {
                return "crash: " + crashed;
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            return name.equals(changed) ? defineClass(name, mutant, 0, mutant.length) : super.findClass(name);
        }
    }

    private static final class Libraries extends ClassLoader {

        Libraries() {
            super(SystematicMutants.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(OURS)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
