package io.vfioreplay.tool.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can be recorded on a host, and how.
 *
 * @param facts what was seen of the host
 * @param qemu the version of its QEMU; empty where nobody told
 * @param device the device that the recipes are about; empty for any
 * @param recipes every way to record, whether it is possible here or not
 */
public record Diagnosis(HostFacts facts, Optional<QemuVersion> qemu, Optional<String> device, List<Recipe> recipes) {

    /** Keeps a copy. */
    public Diagnosis {
        recipes = List.copyOf(recipes);
    }

    /**
     * What follows from the facts.
     *
     * @param qemu the version of QEMU if it is known
     * @param device the device that the user asks about; if none, the only one that the host has
     */
    public static Diagnosis of(HostFacts facts, Optional<QemuVersion> qemu, Optional<String> device) {
        boolean single = facts.devices().size() == 1;
        Optional<String> meant =
                device.or(() -> single ? Optional.of(facts.devices().get(0).name()) : Optional.empty());
        List<Recipe> recipes = new ArrayList<>();
        recipes.addAll(new QemuRecipes(facts, qemu, meant).all());
        recipes.addAll(new KernelRecipes(facts).all());
        recipes.add(VfioUserRecipe.of(qemu));
        return new Diagnosis(facts, qemu, meant, recipes);
    }

    /** Whether anything can be recorded here. */
    public boolean canRecord() {
        return recipes.stream().anyMatch(Recipe::isReady);
    }
}
