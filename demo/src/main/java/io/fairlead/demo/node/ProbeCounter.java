package io.fairlead.demo.node;

/** What a probe's results add up to: a verdict changes after so many results in a row that speak against it. */
final class ProbeCounter {

    /** What the results so far say. */
    enum Verdict {
        UNDECIDED,
        PASSED,
        FAILED
    }

    private final int successThreshold;
    private final int failureThreshold;
    private int successes;
    private int failures;
    private Verdict verdict = Verdict.UNDECIDED;

    ProbeCounter(int successThreshold, int failureThreshold) {
        this.successThreshold = successThreshold;
        this.failureThreshold = failureThreshold;
    }

    Verdict after(boolean success) {
        if (success) {
            successes++;
            failures = 0;
            if (successes >= successThreshold) {
                verdict = Verdict.PASSED;
            }
        } else {
            failures++;
            successes = 0;
            if (failures >= failureThreshold) {
                verdict = Verdict.FAILED;
            }
        }
        return verdict;
    }
}
