package io.vfioreplay.tool.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.tool.json.JsonTree;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a SARIF log and refuses what the schema of version 2.1.0 refuses, as far as it speaks of the members that are used: no
 * unknown member, no missing one, no reference into nothing.
 */
final class SarifDocument {

    private static final Set<String> LEVELS = Set.of("none", "note", "warning", "error");

    private static final Set<String> IMPORTANCES = Set.of("important", "essential", "unimportant");

    private final List<Map<String, Object>> results;
    private final List<String> notifications;

    private SarifDocument(List<Map<String, Object>> results, List<String> notifications) {
        this.results = results;
        this.notifications = notifications;
    }

    /** The log of one run. */
    static SarifDocument of(String text) {
        Map<String, @Nullable Object> log = JsonTree.object(text);
        members(log, Set.of("$schema", "version", "runs"), Set.of("version", "runs"));
        assertThat(log.get("version")).isEqualTo("2.1.0");
        Map<String, Object> run = objects(log.get("runs")).get(0);
        members(run, Set.of("tool", "originalUriBaseIds", "invocations", "results"), Set.of("tool"));
        List<String> rules = rules(object(run.get("tool")));
        Set<String> bases = object(run.get("originalUriBaseIds")).keySet();
        List<Map<String, Object>> results = objects(run.get("results"));
        Set<Object> fingerprints = new HashSet<>();
        for (Map<String, Object> result : results) {
            result(result, rules, bases);
            assertThat(fingerprints.add(result.get("partialFingerprints")))
                    .as("one fingerprint each")
                    .isTrue();
        }
        return new SarifDocument(results, run.containsKey("invocations") ? notifications(run, bases) : List.of());
    }

    private static List<String> notifications(Map<String, ?> run, Set<String> bases) {
        Map<String, Object> invocation = objects(run.get("invocations")).get(0);
        Set<String> all = Set.of("executionSuccessful", "toolExecutionNotifications");
        members(invocation, all, Set.of("executionSuccessful"));
        assertThat(invocation.get("executionSuccessful")).isEqualTo(false);
        List<Map<String, Object>> notifications = objects(invocation.get("toolExecutionNotifications"));
        for (Map<String, Object> each : notifications) {
            members(each, Set.of("descriptor", "level", "message", "locations"), Set.of("message"));
            members(object(each.get("descriptor")), Set.of("id"), Set.of("id"));
            assertThat(LEVELS).contains(String.valueOf(each.get("level")));
            text(each.get("message"));
            physical(objects(each.get("locations")).get(0), bases);
        }
        return notifications.stream()
                .map(each -> String.valueOf(object(each.get("message")).get("text")))
                .toList();
    }

    private static List<String> rules(Map<String, Object> tool) {
        members(tool, Set.of("driver"), Set.of("driver"));
        Map<String, Object> driver = object(tool.get("driver"));
        members(driver, Set.of("name", "rules"), Set.of("name"));
        List<Map<String, Object>> rules = objects(driver.get("rules"));
        for (Map<String, Object> rule : rules) {
            Set<String> all = Set.of("id", "shortDescription", "fullDescription", "help", "defaultConfiguration");
            members(rule, all, all);
            text(rule.get("shortDescription"));
            text(rule.get("fullDescription"));
            text(rule.get("help"));
            assertThat(LEVELS)
                    .contains(String.valueOf(
                            object(rule.get("defaultConfiguration")).get("level")));
        }
        List<String> ids =
                rules.stream().map(rule -> String.valueOf(rule.get("id"))).toList();
        assertThat(ids).doesNotHaveDuplicates();
        return ids;
    }

    private static void result(Map<String, Object> result, List<String> rules, Set<String> bases) {
        Set<String> all = Set.of(
                "ruleId",
                "ruleIndex",
                "level",
                "message",
                "locations",
                "codeFlows",
                "partialFingerprints",
                "properties");
        members(result, all, Set.of("message"));
        int index = ((Number) requireNonNull(result.get("ruleIndex"))).intValue();
        assertThat(rules.get(index)).isEqualTo(result.get("ruleId"));
        assertThat(LEVELS).contains(String.valueOf(result.get("level")));
        text(result.get("message"));
        location(objects(result.get("locations")).get(0), bases);
        if (result.containsKey("codeFlows")) {
            objects(result.get("codeFlows")).forEach(flow -> flow(flow, bases));
        }
        object(result.get("partialFingerprints"))
                .values()
                .forEach(print -> assertThat(print).isInstanceOf(String.class));
    }

    private static void flow(Map<String, Object> flow, Set<String> bases) {
        members(flow, Set.of("threadFlows"), Set.of("threadFlows"));
        for (Map<String, Object> thread : objects(flow.get("threadFlows"))) {
            members(thread, Set.of("locations"), Set.of("locations"));
            assertThat(objects(thread.get("locations"))).isNotEmpty();
            for (Map<String, Object> step : objects(thread.get("locations"))) {
                members(step, Set.of("location", "importance"), Set.of());
                assertThat(IMPORTANCES).contains(String.valueOf(step.get("importance")));
                location(object(step.get("location")), bases);
                text(object(step.get("location")).get("message"));
            }
        }
    }

    private static void location(Map<String, Object> location, Set<String> bases) {
        members(location, Set.of("physicalLocation", "logicalLocations", "message"), Set.of("physicalLocation"));
        physical(location, bases);
        if (location.containsKey("logicalLocations")) {
            Set<String> logical = Set.of("name", "fullyQualifiedName", "kind");
            members(objects(location.get("logicalLocations")).get(0), logical, Set.of());
        }
    }

    private static void physical(Map<String, Object> location, Set<String> bases) {
        Map<String, Object> artifact =
                object(object(location.get("physicalLocation")).get("artifactLocation"));
        members(artifact, Set.of("uri", "uriBaseId"), Set.of("uri"));
        assertThat(String.valueOf(artifact.get("uri"))).matches("(file://)?[A-Za-z0-9._~/%-]+");
        if (artifact.containsKey("uriBaseId")) {
            assertThat(bases).contains(String.valueOf(artifact.get("uriBaseId")));
        }
    }

    /** What went wrong in the run itself, in order. */
    List<String> notifications() {
        return notifications;
    }

    /** The results' rules, in order. */
    List<String> ruleIds() {
        return results.stream()
                .map(result -> String.valueOf(result.get("ruleId")))
                .toList();
    }

    /** The files that the results are about, in order. */
    List<String> files() {
        return results.stream()
                .map(result -> objects(result.get("locations")).get(0))
                .map(location -> object(object(location.get("physicalLocation")).get("artifactLocation")))
                .map(artifact -> String.valueOf(artifact.get("uri")))
                .toList();
    }

    /** The results as text. */
    String text() {
        return results.toString();
    }

    private static void text(@Nullable Object message) {
        Map<String, Object> object = object(message);
        members(object, Set.of("text"), Set.of("text"));
        assertThat(String.valueOf(object.get("text"))).isNotBlank();
    }

    private static void members(Map<String, ?> object, Set<String> known, Set<String> required) {
        assertThat(known).containsAll(object.keySet());
        assertThat(object.keySet()).containsAll(required);
    }

    @SuppressWarnings("unchecked") // The keys of an object are texts.
    private static Map<String, Object> object(@Nullable Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<String, Object>) requireNonNull(value);
    }

    private static List<Map<String, Object>> objects(@Nullable Object value) {
        assertThat(value).isInstanceOf(List.class);
        return ((List<?>) requireNonNull(value))
                .stream().map(SarifDocument::object).toList();
    }
}
