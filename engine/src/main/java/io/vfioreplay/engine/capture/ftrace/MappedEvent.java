package io.vfioreplay.engine.capture.ftrace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event that a mapping knows: the fields that are asked for, and the rules in the order in which they are tried. */
final class MappedEvent {

    private final Mapping mapping;
    private final String name;
    private final Fields fields;
    private final List<Rule> rules = new ArrayList<>();
    private boolean isReturn;
    private boolean setsState;

    MappedEvent(Mapping mapping, String name) {
        this(mapping, name, new Fields());
    }

    private MappedEvent(Mapping mapping, String name, Fields fields) {
        this.mapping = mapping;
        this.name = name;
        this.fields = fields;
    }

    /** The same for one reading of one trace: a mapping may be used by several at once. */
    MappedEvent copy() {
        MappedEvent copy = new MappedEvent(mapping, name, fields.copy());
        rules.forEach(copy::add);
        copy.isReturn = isReturn;
        return copy;
    }

    void add(Rule rule) {
        rules.add(rule);
        setsState |= rule.action() == Action.DEVICE_STATE_SET;
    }

    void setReturn() {
        isReturn = true;
    }

    Mapping mapping() {
        return mapping;
    }

    String name() {
        return name;
    }

    Fields fields() {
        return fields;
    }

    /** Whether it ends what another event begins. */
    boolean isReturn() {
        return isReturn;
    }

    /** Whether it means something by itself. */
    boolean hasRules() {
        return !rules.isEmpty();
    }

    /** Whether one of its rules is about a state that is asked for. */
    boolean setsState() {
        return setsState;
    }

    /** The first rule that holds for the fields just read, or null; not to be trusted while the fields are faulty. */
    @Nullable
    Rule ruleThatHolds() {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).holds(fields) || fields.isFaulty()) {
                return rules.get(i);
            }
        }
        return null;
    }
}
