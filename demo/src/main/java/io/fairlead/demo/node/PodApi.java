package io.fairlead.demo.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the API what became of a pod. It writes on a thread of its own, and tries again until the API has it. */
final class PodApi {

    private static final Logger log = LoggerFactory.getLogger(PodApi.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final KubernetesClient client;
    private final Pod pod;
    private final PodLoop writer;
    private final AtomicReference<@Nullable PodStatus> latest = new AtomicReference<>();

    PodApi(KubernetesClient client, Pod pod) {
        this.client = client;
        this.pod = pod;
        writer = new PodLoop(pod.getMetadata().getName());
    }

    /** Has the status written; of several that wait only the last is. */
    void write(PodStatus status) {
        latest.set(status);
        writer.execute(this::flush);
    }

    private void flush() {
        PodStatus status = latest.getAndSet(null);
        if (status == null) {
            return;
        }
        try {
            resource().subresource("status").edit(current -> with(status, current));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                tell("status of a pod cannot be written, it is tried again", e);
                latest.compareAndSet(null, status);
                writer.schedule(RETRY, this::flush);
            }
        }
    }

    /** Has the pod deleted, with no grace, after what was to be written; {@code done} is called when the API has it no more. */
    void delete(Runnable done) {
        writer.execute(() -> {
            try {
                resource().withGracePeriod(0).delete();
                done.run();
            } catch (KubernetesClientException e) {
                tell("pod cannot be deleted, it is tried again", e);
                writer.schedule(RETRY, () -> delete(done));
            }
        });
    }

    void end() {
        writer.end();
    }

    /** Returns the pod with that status; with its own where it is another pod of the same name. */
    private Pod with(PodStatus status, Pod current) {
        if (!current.getMetadata().getUid().equals(pod.getMetadata().getUid())) {
            return current;
        }
        String qosClass =
                current.getStatus() == null ? null : current.getStatus().getQosClass();
        return new PodBuilder(current)
                .withStatus(new PodStatusBuilder(status).withQosClass(qosClass).build())
                .build();
    }

    private PodResource resource() {
        return client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName());
    }

    private void tell(String message, KubernetesClientException failure) {
        log.atWarn()
                .setMessage(message)
                .addKeyValue("pod", pod.getMetadata().getName())
                .addKeyValue("reason", failure.getMessage())
                .log();
    }
}
