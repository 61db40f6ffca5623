package io.fairlead.operator;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import io.fairlead.operator.status.StatusEvent;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what happens to load balancers as Kubernetes Events, on a thread of its own: nobody waits for it, and where it cannot be told it is not.
 * What was told before is the same Event with a higher count, after a restart of the operator, too.
 */
final class EventRecorder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventRecorder.class);
    private static final int PENDING = 1000;
    private static final int HASH_BYTES = 8;

    private final KubernetesClient client;
    private final Clock clock;
    private final ThreadPoolExecutor thread;

    EventRecorder(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
        thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(PENDING),
                Thread.ofPlatform().name("fairlead-events").daemon().factory(),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    void record(GrpcLoadBalancer resource, StatusEvent event) {
        log.atInfo()
                .setMessage("Load balancer's condition changed")
                .addKeyValue("namespace", resource.getMetadata().getNamespace())
                .addKeyValue("name", resource.getMetadata().getName())
                .addKeyValue("reason", event.reason())
                .addKeyValue("message", event.message())
                .log();
        Event told = event(resource, event);
        thread.execute(() -> write(told));
    }

    private void write(Event event) {
        try {
            create(event);
        } catch (KubernetesClientException e) {
            log.atWarn()
                    .setMessage("Event not written")
                    .addKeyValue("namespace", event.getMetadata().getNamespace())
                    .addKeyValue("event", event.getMetadata().getName())
                    .addKeyValue("error", e.getMessage())
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
            repeat(event);
        }
    }

    /** How often it was told before is in the answer to the first patch: the operator may write Events, and not read them. */
    private void repeat(Event event) {
        Event before = patch(event, new EventBuilder().withLastTimestamp(event.getLastTimestamp()));
        int count = before.getCount() == null ? 1 : before.getCount();
        patch(event, new EventBuilder().withCount(count + 1));
    }

    /** The client asks for an object before it patches it with text, and not with what is to be merged into it. */
    private Event patch(Event event, EventBuilder change) {
        Event merged = change.withNewMetadata()
                .withName(event.getMetadata().getName())
                .withNamespace(event.getMetadata().getNamespace())
                .endMetadata()
                .build();
        return client.resource(merged).patch(PatchContext.of(PatchType.JSON_MERGE));
    }

    private Event event(GrpcLoadBalancer resource, StatusEvent event) {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return new EventBuilder()
                .withNewMetadata()
                .withName(name(resource, event))
                .withNamespace(resource.getMetadata().getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withNamespace(resource.getMetadata().getNamespace())
                .withName(resource.getMetadata().getName())
                .withUid(resource.getMetadata().getUid())
                .endInvolvedObject()
                .withType(event.type().name())
                .withReason(event.reason())
                .withMessage(event.message())
                .withNewSource(LoadBalancerOperator.NAME, null)
                .withReportingComponent(LoadBalancerOperator.NAME)
                .withReportingInstance(LoadBalancerOperator.NAME)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .build();
    }

    private static String name(GrpcLoadBalancer resource, StatusEvent event) {
        try {
            String told = String.join("\n", resource.getMetadata().getUid(), event.reason(), event.message());
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(told.getBytes(StandardCharsets.UTF_8));
            return resource.getMetadata().getName() + "." + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is not told by now is not told. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
