package io.fairlead.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fairlead.api.v1alpha1.GrpcLoadBalancer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TakenNamesTest {

    private static final OwnerReference SELF = new OwnerReferenceBuilder()
            .withApiVersion("fairlead.io/v1alpha1")
            .withKind("GrpcLoadBalancer")
            .withName("echo")
            .withUid("glb-1")
            .withController(true)
            .build();

    private final GrpcLoadBalancer resource = Scene.allWell().resource;

    @Test
    void whatIsTheLoadBalancersOwnIsNotInItsWay() {
        // Given
        ConfigMap found = ownedBy(SELF);

        // When
        TakenNames taken = TakenNames.of(List.of(found), resource);

        // Then
        assertThat(taken).isEqualTo(TakenNames.NONE).returns(true, TakenNames::isEmpty);
    }

    @Test
    void whatOneOfTheSameNameLeftBehindIsNoConflict() {
        // Given
        ConfigMap found =
                ownedBy(new OwnerReferenceBuilder(SELF).withUid("glb-0").build());

        // When
        TakenNames taken = TakenNames.of(List.of(found), resource);

        // Then
        assertThat(taken)
                .isEqualTo(new TakenNames(List.of(), List.of("ConfigMap shop/echo-lb")))
                .returns(false, TakenNames::isEmpty);
    }

    @Test
    void whatNobodyControlsIsAConflict() {
        // Given
        ConfigMap found = ownedBy();

        // When
        TakenNames taken = TakenNames.of(List.of(found), resource);

        // Then
        assertThat(taken).isEqualTo(new TakenNames(List.of("ConfigMap shop/echo-lb"), List.of()));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatAnotherControlsIsAConflict(OwnerReference other) {
        // Given
        ConfigMap found = ownedBy(other);

        // When
        TakenNames taken = TakenNames.of(List.of(found), resource);

        // Then
        assertThat(taken).isEqualTo(new TakenNames(List.of("ConfigMap shop/echo-lb"), List.of()));
    }

    /** All have the uid of something that is gone. */
    static List<OwnerReference> others() {
        OwnerReference left = new OwnerReferenceBuilder(SELF).withUid("glb-0").build();
        return List.of(
                new OwnerReferenceBuilder(left).withName("users").build(),
                new OwnerReferenceBuilder(left).withKind("Gateway").build(),
                new OwnerReferenceBuilder(left)
                        .withApiVersion("example.com/v1alpha1")
                        .build(),
                new OwnerReferenceBuilder(left).withController(null).build());
    }

    private static ConfigMap ownedBy(OwnerReference... owners) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("echo-lb")
                .withNamespace("shop")
                .withOwnerReferences(owners)
                .endMetadata()
                .build();
    }
}
