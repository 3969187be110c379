package io.vfioreplay.engine.replay;

import io.vfioreplay.engine.query.Suggestion;
import io.vfioreplay.hardware.model.Evidence;
import io.vfioreplay.hardware.model.KnownDeviceProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The kinds of devices whose behaviour is known: those that ship, and those of jars that the user names. Immutable. */
public final class KnownModels {

    /** The name that stands for no model: devices are observed only. */
    public static final String NONE = "none";

    private final SortedMap<String, KnownDeviceProvider> byName;

    private KnownModels(SortedMap<String, KnownDeviceProvider> byName) {
        this.byName = byName;
    }

    /** The models that ship. */
    public static KnownModels installed() {
        return load(KnownDeviceProvider.class.getClassLoader(), List.of());
    }

    /**
     * The models that ship and those of these jars, which are loaded as code: only what the user names.
     *
     * @throws UnusableModelException when a jar cannot be read, holds no model, or one that cannot be made, or two have one name
     */
    public static KnownModels with(List<Path> jars) {
        if (jars.isEmpty()) {
            return installed();
        }
        URL[] urls = jars.stream().map(KnownModels::url).toArray(URL[]::new);
        ClassLoader loader = new URLClassLoader(urls, KnownDeviceProvider.class.getClassLoader());
        KnownModels all = load(loader, jars);
        if (all.byName.size() == installed().byName.size()) {
            throw new UnusableModelException("no model of a device in " + jars
                    + "; expected an entry in META-INF/services/" + KnownDeviceProvider.class.getName());
        }
        return all;
    }

    /** The names of all models, sorted. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** All models by name. */
    public List<KnownDeviceProvider> providers() {
        return List.copyOf(byName.values());
    }

    /**
     * The model of this name.
     *
     * @throws UnusableModelException when there is none
     */
    public KnownDeviceProvider named(String name) {
        KnownDeviceProvider provider = byName.get(name);
        if (provider == null) {
            String hint = Suggestion.nearest(name, byName.keySet())
                    .map(near -> "did you mean \"" + near + "\"?")
                    .orElse("expected one of " + String.join(", ", byName.keySet()) + " or " + NONE);
            throw new UnusableModelException("no model is called \"" + name + "\"; " + hint);
        }
        return provider;
    }

    /** The one model that recognises the evidence; empty when none does, or more than one. */
    public Optional<KnownDeviceProvider> recognising(Evidence evidence) {
        List<KnownDeviceProvider> found = byName.values().stream()
                .filter(provider -> provider.recognises(evidence))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static KnownModels load(ClassLoader loader, List<Path> jars) {
        TreeMap<String, KnownDeviceProvider> byName = new TreeMap<>();
        for (KnownDeviceProvider provider : found(loader, jars)) {
            KnownDeviceProvider other = byName.put(provider.name(), provider);
            if (other != null || provider.name().equals(NONE)) {
                throw new UnusableModelException("two models are called \"" + provider.name() + "\": "
                        + provider.getClass().getName() + " and "
                        + (other == null
                                ? "the word for no model"
                                : other.getClass().getName()));
            }
        }
        return new KnownModels(byName);
    }

    private static List<KnownDeviceProvider> found(ClassLoader loader, List<Path> jars) {
        List<KnownDeviceProvider> found = new ArrayList<>();
        try {
            Iterator<KnownDeviceProvider> each =
                    ServiceLoader.load(KnownDeviceProvider.class, loader).iterator();
            while (each.hasNext()) {
                found.add(each.next());
            }
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new UnusableModelException(
                    "a model of a device in " + jars + " cannot be used: " + broken.getMessage());
        }
        return found;
    }

    private static URL url(Path jar) {
        try {
            if (!Files.isReadable(jar)) {
                throw new UnusableModelException("cannot read " + jar + "; expected a jar with a model of a device");
            }
            return jar.toRealPath().toUri().toURL();
        } catch (MalformedURLException failed) {
            throw new UnusableModelException("cannot read " + jar + ": " + failed.getMessage());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + jar, failed);
        }
    }
}
