package io.vfioreplay.engine.replay;

import io.vfioreplay.hardware.model.ExpectedStream;
import io.vfioreplay.hardware.model.Predictions.Tally;
import io.vfioreplay.hardware.model.WrongAnswer;
import io.vfioreplay.hardware.state.StateTree;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How well the models of the devices agree with what was recorded.
 *
 * @param models the version of the model of each device that has one, by device index
 * @param reads the reads of registers
 * @param others everything else that devices answer or do
 * @param wrong the first wrong answers, by position
 * @param divergence the first wrong answer with the events before it
 * @param state of the models behind the last event
 * @param streams what each device handed out by its model
 */
public record PredictionReport(
        SortedMap<Integer, String> models,
        Tally reads,
        Tally others,
        List<WrongAnswer> wrong,
        Optional<Divergence> divergence,
        StateTree state,
        SortedMap<Integer, ExpectedStream> streams) {}
