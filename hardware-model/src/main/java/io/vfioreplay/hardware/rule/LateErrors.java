package io.vfioreplay.hardware.rule;

/** Errors of a state request that are raised behind the transition. Source: Linux vfio_ioct_mig_return_fd; R-85. */
final class LateErrors {

    static final int EFAULT = 14;
    static final int EMFILE = 24;

    private LateErrors() {}
}
