package io.fairlead.demo.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of objects when their owners go. */
abstract class OwnershipBehaviour extends OnControlPlane {

    OwnershipBehaviour(ControlPlane plane) {
        super(plane);
    }

    private ConfigMap create(String name, OwnerReference... owners) {
        return client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace())
                        .withName(name)
                        .withOwnerReferences(owners)
                        .endMetadata()
                        .build())
                .create();
    }

    private static OwnerReference owner(HasMetadata object) {
        return new OwnerReferenceBuilder()
                .withApiVersion(object.getApiVersion())
                .withKind(object.getKind())
                .withName(object.getMetadata().getName())
                .withUid(object.getMetadata().getUid())
                .build();
    }

    private static OwnerReference blocking(HasMetadata object) {
        return new OwnerReferenceBuilder(owner(object))
                .withBlockOwnerDeletion(true)
                .build();
    }

    private ConfigMap find(String name) {
        return client.configMaps().inNamespace(namespace()).withName(name).get();
    }

    @Test
    void whatADeploymentOwnsGoesAfterIt() {
        // Given
        createComplete(deployment(2));

        // When
        client.resource(find()).delete();

        // Then
        eventually(() -> assertThat(replicaSets()).isEmpty());
        eventually(() -> assertThat(pods()).isEmpty());
    }

    @Test
    void inTheForegroundADeploymentGoesLast() {
        // Given
        createComplete(deployment(2));
        node.endsWhere(pod -> false);

        // When
        client.resource(find())
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete();

        // Then
        eventually(() -> assertThat(pods()).hasSize(2).noneMatch(OnControlPlane::isActive));
        assertThat(find()).isNotNull();
        assertThat(replicaSets()).hasSize(1);
        node.endsWhere(pod -> true);
        eventually(() -> assertThat(find()).isNull());
        assertThat(pods()).isEmpty();
        assertThat(replicaSets()).isEmpty();
    }

    @Test
    void orphansStayAndNameNoOwnerAnyMore() {
        // Given
        createComplete(deployment(1));
        List<OwnerReference> ofPod = pods().getFirst().getMetadata().getOwnerReferences();

        // When
        client.resource(find())
                .withPropagationPolicy(DeletionPropagation.ORPHAN)
                .delete();

        // Then
        eventually(() -> assertThat(find()).isNull());
        assertThat(replicaSets())
                .singleElement()
                .satisfies(orphan ->
                        assertThat(orphan.getMetadata().getOwnerReferences()).isEmpty());
        assertThat(pods())
                .singleElement()
                .satisfies(pod ->
                        assertThat(pod.getMetadata().getOwnerReferences()).isEqualTo(ofPod));
    }

    @Test
    void anOwnerIsKnownByItsUidAndNotByItsName() {
        // Given
        ConfigMap owner = create("owner");
        OwnerReference stranger = owner(owner);
        stranger.setUid(UUID.randomUUID().toString());
        create("owned", owner(owner));

        // When
        create("strange", stranger);

        // Then
        eventually(() -> assertThat(find("strange")).isNull());
        assertThat(find("owned")).isNotNull();
    }

    @Test
    void whatHasTwoOwnersStaysForTheOtherOne() {
        // Given
        ConfigMap first = create("first");
        ConfigMap second = create("second");
        create("owned", owner(first), owner(second));

        // When
        client.resource(first).delete();

        // Then
        eventually(() -> assertThat(find("owned").getMetadata().getOwnerReferences())
                .extracting(OwnerReference::getName)
                .containsExactly("second"));
        client.resource(second).delete();
        eventually(() -> assertThat(find("owned")).isNull());
    }

    @Test
    void inTheForegroundOnlyWhatBlocksItsOwnerIsWaitedFor() {
        // Given
        ConfigMap owner = create("owner");
        ConfigMap kept = client.resource(new ConfigMapBuilder(create("blocking", blocking(owner)))
                        .editMetadata()
                        .addToFinalizers("fairlead.io/test")
                        .endMetadata()
                        .build())
                .update();
        create("owned", owner(owner));

        // When
        client.resource(owner)
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete();

        // Then
        eventually(() -> assertThat(find("blocking").getMetadata().getDeletionTimestamp())
                .isNotNull());
        assertThat(find("owner")).isNotNull();
        client.configMaps()
                .inNamespace(namespace())
                .withName(kept.getMetadata().getName())
                .edit(freed -> {
                    freed.getMetadata().getFinalizers().clear();
                    return freed;
                });
        eventually(() -> assertThat(Stream.of("owner", "blocking", "owned").map(this::find))
                .containsOnlyNulls());
    }
}
