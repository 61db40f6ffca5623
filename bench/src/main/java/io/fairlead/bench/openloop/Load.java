package io.fairlead.bench.openloop;

/** Which calls are made, and when. All times are {@link System#nanoTime()}'s. */
sealed interface Load permits OpenLoop, ClosedLoop {

    /** Makes the calls that are due; returns when it wants to be called again, {@link Long#MAX_VALUE}: never. */
    long proceed(long now);

    /** Is told of the answer to a call of the caller of that number. */
    void answered(int caller, long due, long now);

    /** Is told that the caller of that number may have room where it had none. */
    void roomAt(int caller, long now);

    /** Whether all calls are made and answered. */
    boolean done(long now);

    /** Returns how many calls are made or due, and not answered. */
    long unanswered();
}
