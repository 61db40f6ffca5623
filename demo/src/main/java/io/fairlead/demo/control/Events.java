package io.fairlead.demo.control;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what controllers did as Kubernetes Events, on a thread of its own: nobody waits for it, and what cannot be told is not. What was told before is
 * the same Event with a higher count.
 */
final class Events implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Events.class);
    private static final int WAITING = 1000;

    private final KubernetesClient client;
    private final Clock clock;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofVirtual().name("events").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    Events(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    void normal(String component, HasMetadata object, String reason, String message) {
        tell(component, object, "Normal", reason, message);
    }

    void warning(String component, HasMetadata object, String reason, String message) {
        tell(component, object, "Warning", reason, message);
    }

    private void tell(String component, HasMetadata object, String type, String reason, String message) {
        String now = Times.text(clock.instant());
        String seed = String.join("\n", object.getMetadata().getUid(), reason, message);
        Event event = new EventBuilder()
                .withNewMetadata()
                .withName(object.getMetadata().getName() + "." + SafeNames.hash(seed))
                .withNamespace(object.getMetadata().getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(object.getApiVersion())
                .withKind(object.getKind())
                .withNamespace(object.getMetadata().getNamespace())
                .withName(object.getMetadata().getName())
                .withUid(object.getMetadata().getUid())
                .endInvolvedObject()
                .withType(type)
                .withReason(reason)
                .withMessage(message)
                .withNewSource(component, null)
                .withReportingComponent(component)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .build();
        thread.execute(() -> write(event));
    }

    private void write(Event event) {
        try {
            create(event);
        } catch (KubernetesClientException e) {
            log.atDebug()
                    .setMessage("event not written")
                    .addKeyValue("event", event.getMetadata().getName())
                    .addKeyValue("reason", e.getMessage())
                    .log();
        }
    }

    private void create(Event event) {
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            client.v1()
                    .events()
                    .inNamespace(event.getMetadata().getNamespace())
                    .withName(event.getMetadata().getName())
                    .edit(before -> new EventBuilder(before)
                            .withCount(before.getCount() == null ? 2 : before.getCount() + 1)
                            .withLastTimestamp(event.getLastTimestamp())
                            .build());
        }
    }

    /** What is not told by now is not told. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
