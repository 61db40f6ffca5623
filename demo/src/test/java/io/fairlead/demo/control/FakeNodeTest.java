package io.fairlead.demo.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeNodeTest {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Set<Thread.State> WAITS_OR_IS_THROUGH =
            EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);

    private final ControlPlane plane = ControlPlane.embedded();
    private final KubernetesClient client = plane.client();

    @AfterEach
    void close() {
        plane.close();
    }

    private Pod podOn(FakeNode node) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("pod")
                .endMetadata()
                .withNewSpec()
                .withNodeName(node.name())
                .addNewContainer()
                .withName("main")
                .withImage("none")
                .endContainer()
                .endSpec()
                .build();
    }

    @Test
    void whatItHasBegunIsDoneBeforeItIsClosed() throws InterruptedException {
        // Given
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        FakeNode node = FakeNode.start(client);
        node.readyWhere(pod -> {
            begun.countDown();
            return isOpened(goOn);
        });
        Pod pod = client.resource(podOn(node)).create();
        begun.await();

        // When
        Thread closing = Thread.ofPlatform().start(node::close);

        // Then
        await().atMost(LONGEST).until(closing::getState, WAITS_OR_IS_THROUGH::contains);
        goOn.countDown();
        closing.join();
        assertThat(client.resource(pod).get().getStatus().getConditions())
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private static boolean isOpened(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
