package io.fairlead.proxy;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/** The thread on which configurations are taken, one after the other. */
final class ConfigThread {

    private ConfigThread() {}

    /** Starts one. Once it is shut down what it is given, and what it was given for later, is for nothing. */
    static ScheduledExecutorService start() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().name("fairlead-config").daemon().factory(),
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }
}
