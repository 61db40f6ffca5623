package io.fairlead.demo.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkQueueTest {

    private final List<String> worked = new CopyOnWriteArrayList<>();

    @Test
    void aKeyThatWaitsIsNotAddedAgain() throws InterruptedException {
        // Given
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (WorkQueue<String> queue = new WorkQueue<>("test", key -> {
            worked.add(key);
            begun.countDown();
            awaitUninterrupted(go);
            return Optional.empty();
        })) {
            queue.begin();
            queue.add("first");
            begun.await();

            // When
            queue.add("second");
            queue.add("second");
            queue.add("first");
            queue.add("last");
            go.countDown();

            // Then
            await().until(() -> worked.contains("last"));
            assertThat(worked).containsExactly("first", "second", "first", "last");
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aKeyWhoseWorkFailedComesBackUntilItSucceeds() {
        // Given
        try (WorkQueue<String> queue = new WorkQueue<>("test", key -> {
            worked.add(key);
            if (worked.size() < 3) {
                throw new KubernetesClientException("conflict", 409, null);
            }
            return Optional.empty();
        })) {

            // When
            queue.begin();
            queue.add("key");

            // Then
            await().until(() -> worked.size() == 3);
        }
    }

    @Test
    void aFaultOfOurOwnEndsNothing() {
        // Given
        try (WorkQueue<String> queue = new WorkQueue<>("test", key -> {
            worked.add(key);
            if (worked.size() < 2) {
                throw new IllegalStateException("ours");
            }
            return Optional.empty();
        })) {

            // When
            queue.begin();
            queue.add("key");

            // Then
            await().until(() -> worked.size() == 2);
        }
    }

    @Test
    void aKeyIsLookedAtAgainWhenItsWorkSaysSo() {
        // Given
        try (WorkQueue<String> queue = new WorkQueue<>("test", key -> {
            worked.add(key);
            return worked.size() < 3 ? Optional.of(Duration.ofMillis(1)) : Optional.empty();
        })) {

            // When
            queue.begin();
            queue.add("key");

            // Then
            await().until(() -> worked.size() == 3);
        }
    }

    @Test
    void nothingIsDoneBeforeItBegins() {
        // Given
        try (WorkQueue<String> queue = new WorkQueue<>("test", key -> {
            worked.add(key);
            return Optional.empty();
        })) {
            queue.add("first");
            queue.add("second");
            queue.add("first");
            List<String> before = List.copyOf(worked);

            // When
            queue.begin();

            // Then
            await().until(() -> worked.contains("second"));
            assertThat(before).isEmpty();
            assertThat(worked).containsExactly("first", "second");
        }
    }
}
