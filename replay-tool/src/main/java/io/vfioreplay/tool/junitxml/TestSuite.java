package io.vfioreplay.tool.junitxml;

import java.util.List;

/** Tests that belong together. */
record TestSuite(String name, List<TestCase> cases) {

    /** Copies the list. */
    TestSuite {
        cases = List.copyOf(cases);
    }

    long count(Class<? extends Outcome> kind) {
        return cases.stream().filter(one -> kind.isInstance(one.outcome())).count();
    }
}
