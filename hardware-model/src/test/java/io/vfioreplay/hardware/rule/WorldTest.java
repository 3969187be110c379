package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.event.Envelope.HOST;
import static io.vfioreplay.hardware.rule.RegisterV1.DATA_OFFSET;
import static io.vfioreplay.hardware.rule.RegisterV1.DATA_SIZE;
import static io.vfioreplay.hardware.rule.RegisterV1.PENDING_BYTES;
import static io.vfioreplay.hardware.rule.Script.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference flows of three devices that move together, and what becomes of them when two steps change places.
 *
 * <p>Invariants checked: the whole flows break no rule, in every order of the devices; every step that comes too early by one
 * place breaks R-34. Not verified: steps that are late by more than one place; flows in which devices of different kinds meet.
 */
class WorldTest {

    private static final int DEVICES = 3;
    private static final int DATA = 0x1000;
    private static final List<List<Integer>> ORDERS = List.of(
            List.of(0, 1, 2), List.of(0, 2, 1), List.of(1, 0, 2), List.of(1, 2, 0), List.of(2, 0, 1), List.of(2, 1, 0));

    /** One step of a flow: a device writes a word, or something happens that is no step of a device. */
    private record Step(int device, int word, String other) {

        static Step of(int device, int word) {
            return new Step(device, word, "");
        }

        static Step other(String what) {
            return new Step(HOST, -1, what);
        }

        @Override
        public String toString() {
            return other.isEmpty() ? device + ":" + word : other;
        }
    }

    private static List<Step> all(List<Integer> order, int word) {
        return order.stream().map(device -> Step.of(device, word)).toList();
    }

    private static List<Step> flow(List<List<Step>> groups) {
        return groups.stream().flatMap(List::stream).toList();
    }

    /** With pre-copy the grace state is 11, without it 9. */
    private static List<Step> save(List<Integer> order, int grace) {
        return flow(List.of(
                List.of(Step.other("track")),
                grace == 11 ? all(order, 3) : List.of(),
                List.of(Step.other("look")),
                all(order, grace),
                List.of(Step.other("stop"), Step.other("look")),
                all(order, 2),
                List.of(Step.other("drain")),
                all(order, 0),
                List.of(Step.other("untrack"))));
    }

    private static List<Step> resume(Protocol protocol, List<Integer> order) {
        return flow(List.of(
                protocol == Protocol.V1_RFC2 ? List.of(Step.other("reset")) : List.of(),
                protocol == Protocol.V1_RFC2 ? all(order, 0) : List.of(),
                all(order, 4),
                List.of(Step.other("push")),
                all(order, 9),
                all(order, 1),
                List.of(Step.other("start"))));
    }

    static Stream<Arguments> flows() {
        return Stream.of(Protocol.V1_RFC2, Protocol.V1_RFC3)
                .flatMap(protocol -> ORDERS.stream()
                        .flatMap(order -> Stream.of(
                                Arguments.of(protocol, save(order, 11)),
                                Arguments.of(protocol, save(order, 9)),
                                Arguments.of(protocol, without("stop", save(order, 11))),
                                Arguments.of(protocol, resume(protocol, order)))));
    }

    private static List<Step> without(String what, List<Step> flow) {
        return flow.stream().filter(step -> !step.other.equals(what)).toList();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void flow_breaksNoRuleWhenItIsTheReference(Protocol protocol, List<Step> flow) {
        assertThat(play(protocol, flow)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void flow_breaksTheBarrierWhenTwoStepsAcrossItChangePlaces(Protocol protocol, List<Step> flow) {
        List<Step> steps = without("look", flow);
        int swaps = 0;
        for (int i = 0; i + 1 < steps.size(); i++) {
            if (isAcross(steps.get(i), steps.get(i + 1))) {
                List<Step> swapped = new ArrayList<>(steps);
                Collections.swap(swapped, i, i + 1);
                assertThat(play(protocol, swapped))
                        .as("%s", swapped)
                        .extracting(finding -> finding.rule().id())
                        .contains("R-34");
                swaps++;
            }
        }
        assertThat(swaps).isEqualTo(steps.contains(Step.other("stop")) ? 2 : 1);
    }

    /** Two barriers on save, around the stop of the VCPUs, or one where the recording does not see them; one on resume. */
    private static boolean isAcross(Step first, Step second) {
        boolean isGrace = first.word == 9 || first.word == 11;
        boolean stops = second.other.equals("stop") || second.word == 1 || second.word == 2;
        return (isGrace && stops) || (first.other.equals("stop") && second.word == 2);
    }

    @ParameterizedTest
    @MethodSource("flows")
    void flow_breaksTheBarrierWhenAnyDeviceTakesItsNextStepBeforeTheLastOneIsReady(Protocol protocol, List<Step> flow) {
        int next = flow.contains(Step.of(0, 2)) ? 2 : 1;
        int last = IntStream.range(0, flow.size())
                .filter(i -> flow.get(i).word == 9 || flow.get(i).word == 11)
                .max()
                .orElseThrow();
        for (int device = 0; device < DEVICES; device++) {
            List<Step> early = new ArrayList<>(flow);
            early.remove(Step.of(device, next));
            early.add(last, Step.of(device, next));
            assertThat(play(protocol, early))
                    .as("%s", early)
                    .extracting(finding -> finding.rule().id())
                    .contains("R-34");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"V1_RFC2", "V1_RFC3"})
    void flow_breaksNoBarrierWhenTheDeviceThatGoesAheadIsNotInIt(Protocol protocol) {
        Script mixed = Script.v1(protocol, DEVICES).on(2).features(0);
        Script script = mixed.on(0).word(11).on(1).word(11).on(HOST).vcpusStopped();

        assertThat(script.on(2).word(2).on(0).word(2).on(1).word(2).findings())
                .extracting(finding -> finding.rule().id())
                .doesNotContain("R-34");
    }

    private static List<Finding> play(Protocol protocol, List<Step> steps) {
        Script script = Script.v1(protocol, DEVICES).on(HOST);
        if (steps.contains(Step.other("stop"))) {
            script.vcpusStarted();
        }
        for (Step step : steps) {
            if (step.other.isEmpty()) {
                script.on(step.device).word(step.word);
            } else {
                happen(script.on(HOST), step.other);
            }
        }
        return script.findings();
    }

    private static void happen(Script script, String what) {
        switch (what) {
            case "track" -> script.startTracking();
            case "look" -> script.dirty(0, PAGE);
            case "untrack" -> script.stopTracking();
            case "stop" -> script.vcpusStopped();
            case "start" -> script.vcpusStarted();
            case "reset" -> each(script, device -> device.reset(ResetCause.REQUEST));
            case "drain" -> each(script, WorldTest::drain);
            case "push" -> each(script, WorldTest::push);
            default -> throw new IllegalArgumentException(what);
        }
    }

    private static void each(Script script, Consumer<Script> what) {
        for (int device = 0; device < DEVICES; device++) {
            what.accept(script.on(device));
        }
    }

    private static void drain(Script script) {
        script.register(PENDING_BYTES, 100)
                .register(DATA_OFFSET, DATA)
                .register(DATA_SIZE, 100)
                .window(DATA, 100)
                .register(PENDING_BYTES, 0);
    }

    private static void push(Script script) {
        script.register(DATA_OFFSET, DATA).writeWindow(DATA, 100).writeRegister(DATA_SIZE, 100);
    }
}
