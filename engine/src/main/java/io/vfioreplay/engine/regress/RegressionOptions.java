package io.vfioreplay.engine.regress;

import io.vfioreplay.engine.replay.KnownModels;
import java.util.Optional;

/**
 * With what cases are replayed.
 *
 * @param models the models of devices to choose from
 * @param model the name of the model that every device has, {@link KnownModels#NONE}, or empty when the recordings tell
 * @param rules the rules that count
 */
public record RegressionOptions(KnownModels models, Optional<String> model, RuleSelection rules) {

    /** The models and the rules that ship. */
    public static RegressionOptions shipped() {
        return new RegressionOptions(KnownModels.installed(), Optional.empty(), RuleSelection.ALL);
    }

    /** Whether devices are observed only. */
    boolean isWithoutModels() {
        return model.isPresent() && model.get().equals(KnownModels.NONE);
    }
}
