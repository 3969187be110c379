package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.state.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every rule by its id: of protocol v1, R-66 to R-116 of protocol v2, R-117 to R-132 of containers and VMMs, C- of
 * recordings, M- of post-mortems. Immutable.
 *
 * <p>Source: each rule names its own.
 */
public final class RuleBook {

    private static final String GENERATION = "rules-1"; // Raise it when a check changes.
    private static final int HASH_DIGITS = 12;
    private static final int FIRST_OF_V2 = 66;
    private static final int FIRST_OF_CONTAINERS = 117;
    private static final int FIRST_OF_VMMS = 123;
    private static final Map<String, Rule> BY_ID = byId();
    private static final String VERSION = version(BY_ID.values());

    private RuleBook() {}

    /** All rules: R- by number, then C-, then M-. */
    public static List<Rule> rules() {
        return List.copyOf(BY_ID.values());
    }

    /** The rule with this id, or empty when there is none. */
    public static Optional<Rule> find(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /**
     * The rule with this id.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Rule rule(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("no rule has the id " + id));
    }

    /** The rules whose breaches a recording with this visibility can show, checked here or by the post-mortem. */
    public static List<Rule> observableWith(Set<Visibility> visible) {
        return rules().stream()
                .filter(rule -> isChecked(rule) && rule.isObservableWith(visible))
                .toList();
    }

    /**
     * The rules that demand something which a recording with this visibility cannot show. About them nothing is known:
     * they must be reported as not observable, never as kept.
     */
    public static List<Rule> notObservableWith(Set<Visibility> visible) {
        return rules().stream()
                .filter(rule ->
                        rule.kind() == RuleKind.NOT_OBSERVABLE || (isChecked(rule) && !rule.isObservableWith(visible)))
                .toList();
    }

    /**
     * Whether a rule says anything about devices of this protocol. are about v1, R-66 to to
     * R-132 about v2; container tracking and the rules of recordings and post-mortems are about both.
     */
    public static boolean binds(Rule rule, Protocol protocol) {
        if (!rule.id().startsWith("R-")) {
            return true;
        }
        int number = number(rule);
        boolean isBoth = number >= FIRST_OF_CONTAINERS && number < FIRST_OF_VMMS;
        boolean isV1 = number < FIRST_OF_V2 || number == FIRST_OF_VMMS;
        return isBoth || isV1 == (protocol != Protocol.V2);
    }

    /**
     * Which rules these are: a generation, which is raised by hand whenever the same events may give other findings although the
     * book says the same, and the first digits of a hash of what the book says of each rule: id, severity, kind and what it needs.
     * Two programs with the same version give the same findings. Texts may be polished without changing it.
     */
    public static String version() {
        return VERSION;
    }

    /** The version of a book that holds these rules, in whatever order. */
    static String version(Collection<Rule> rules) {
        StringBuilder rows = new StringBuilder();
        rules.stream()
                .sorted(Comparator.comparing(Rule::id))
                .forEach(rule -> rows.append(rule.id())
                        .append(' ')
                        .append(rule.severity().label())
                        .append(' ')
                        .append(rule.kind().name())
                        .append(' ')
                        .append(new TreeSet<>(rule.needs()))
                        .append('\n'));
        String hash = Sha256.hexOf(rows.toString().getBytes(StandardCharsets.UTF_8));
        return GENERATION + "-" + hash.substring(0, HASH_DIGITS);
    }

    private static boolean isChecked(Rule rule) {
        return rule.kind() == RuleKind.CHECKED || rule.kind() == RuleKind.POSTMORTEM;
    }

    private static Map<String, Rule> byId() {
        Map<String, Rule> byId = new LinkedHashMap<>();
        Stream.of(
                        BitRules.all(),
                        BitActionRules.all(),
                        GraceRules.all(),
                        WindowRules.all(),
                        StateRules.all(),
                        QuietRules.all(),
                        SessionRules.all(),
                        TrackingRules.all(),
                        ContainerRules.all(),
                        VmmRules.all())
                .flatMap(List::stream)
                .sorted(RuleBook::byNumber)
                .forEach(rule -> add(byId, rule));
        RecordingRules.checks().forEach(rule -> add(byId, rule));
        RecordingRules.postmortems().forEach(rule -> add(byId, rule));
        return byId;
    }

    private static int byNumber(Rule a, Rule b) {
        return Integer.compare(number(a), number(b));
    }

    private static int number(Rule rule) {
        return Integer.parseInt(rule.id().substring(2));
    }

    private static void add(Map<String, Rule> byId, Rule rule) {
        if (byId.put(rule.id(), rule) != null) {
            throw new IllegalStateException("two rules have the id " + rule.id());
        }
    }
}
