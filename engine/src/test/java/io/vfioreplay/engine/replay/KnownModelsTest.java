package io.vfioreplay.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.Effects;
import io.vfioreplay.hardware.model.Evidence;
import io.vfioreplay.hardware.model.KnownDeviceProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The models that ship, and those that a vendor brings along. */
final class KnownModelsTest {

    private static final String SERVICE = "META-INF/services/" + KnownDeviceProvider.class.getName();

    /** A whole model of a vendor, as small as can be: it wraps one that ships. */
    private static final String VENDOR = """
            package com.example.vendor;

            import io.vfioreplay.hardware.migration.FeatureSet;
            import io.vfioreplay.hardware.model.*;
            import java.util.ServiceLoader;

            public final class VendorProvider implements KnownDeviceProvider {
                @Override public String name() { return "NAME"; }
                @Override public String description() { return "a device of a vendor"; }
                @Override public boolean recognises(Evidence evidence) { return evidence.name().equals("vendor"); }
                @Override public FeatureSet features() { return FeatureSet.STOP_COPY; }
                @Override public KnownDevice create(Evidence evidence, Effects effects) {
                    return ServiceLoader.load(KnownDeviceProvider.class, KnownDeviceProvider.class.getClassLoader())
                            .findFirst().orElseThrow().create(evidence, effects);
                }
            }
            """;

    @TempDir
    private Path temp;

    @Test
    void installed_hasTheModelsThatShip() {
        assertThat(KnownModels.installed().names()).contains("mtty", "queue", "vfio-user-sample");
        assertThat(KnownModels.installed().providers())
                .allSatisfy(provider ->
                        assertThat(provider.description()).isNotBlank().doesNotContain("\n"));
    }

    @Test
    void with_findsTheModelOfAVendorsJar() throws IOException {
        Path jar = vendorJar("vendor-1");
        KnownModels models = KnownModels.with(List.of(jar));

        assertThat(models.names()).contains("vendor-1", "mtty");
        assertThat(models.named("vendor-1").create(Evidence.NONE, Effects.NONE).readData(1))
                .isInstanceOf(Answer.class);
    }

    @Test
    void with_refusesAJarWithoutAModelAndSaysWhatItExpected() throws IOException {
        Path jar = temp.resolve("empty.jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out).close();
        }
        assertThatThrownBy(() -> KnownModels.with(List.of(jar)))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining(SERVICE);
        assertThatThrownBy(() -> KnownModels.with(List.of(temp.resolve("none.jar"))))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("none.jar");
    }

    @Test
    void with_refusesAModelThatCannotBeLoaded() throws IOException {
        Path jar = temp.resolve("broken.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(SERVICE));
            out.write("com.example.Missing".getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        assertThatThrownBy(() -> KnownModels.with(List.of(jar)))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("com.example.Missing");
    }

    @Test
    void with_refusesTwoModelsOfOneName() throws IOException {
        Path jar = vendorJar("mtty");
        assertThatThrownBy(() -> KnownModels.with(List.of(jar)))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("mtty");
    }

    @Test
    void named_suggestsTheNearestName() {
        assertThatThrownBy(() -> KnownModels.installed().named("mty"))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining("did you mean \"mtty\"?");
    }

    private Path vendorJar(String name) throws IOException {
        Path source = temp.resolve("com/example/vendor/VendorProvider.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, VENDOR.replace("NAME", name));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(failed).isZero();
        Path jar = temp.resolve(name + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("com/example/vendor/VendorProvider.class"));
            out.write(Files.readAllBytes(temp.resolve("com/example/vendor/VendorProvider.class")));
            out.closeEntry();
            out.putNextEntry(new JarEntry(SERVICE));
            out.write("com.example.vendor.VendorProvider".getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        return jar;
    }
}
