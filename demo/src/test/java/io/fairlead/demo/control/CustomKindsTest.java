package io.fairlead.demo.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kinds that are defined while the controllers run already. */
class CustomKindsTest {

    private static final ResourceDefinitionContext KIND = new ResourceDefinitionContext.Builder()
            .withGroup("test.fairlead.io")
            .withVersion("v1")
            .withKind("Widget")
            .withPlural("widgets")
            .withNamespaced(true)
            .build();

    private final ControlPlane plane = ControlPlane.embedded();
    private final KubernetesClient client = plane.client();

    private void define() {
        CustomResourceDefinition definition = new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName("widgets.test.fairlead.io")
                .endMetadata()
                .withNewSpec()
                .withGroup(KIND.getGroup())
                .withScope("Namespaced")
                .withNewNames()
                .withKind(KIND.getKind())
                .withPlural(KIND.getPlural())
                .withSingular("widget")
                .withListKind("WidgetList")
                .endNames()
                .addNewVersion()
                .withName(KIND.getVersion())
                .withServed(true)
                .withStorage(true)
                .withNewSchema()
                .withNewOpenAPIV3Schema()
                .withType("object")
                .endOpenAPIV3Schema()
                .endSchema()
                .endVersion()
                .endSpec()
                .build();
        client.resource(definition).create();
    }

    @AfterEach
    void close() {
        plane.close();
    }

    private static OwnerReference owner(HasMetadata object) {
        return new OwnerReferenceBuilder()
                .withApiVersion(object.getApiVersion())
                .withKind(object.getKind())
                .withName(object.getMetadata().getName())
                .withUid(object.getMetadata().getUid())
                .build();
    }

    /** Returns a reference to what is not there any more. */
    private static OwnerReference gone(String apiVersion, String kind) {
        return new OwnerReferenceBuilder()
                .withApiVersion(apiVersion)
                .withKind(kind)
                .withName("gone")
                .withUid(UUID.randomUUID().toString())
                .build();
    }

    private void awaitGone(ConfigMap object) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(client.resource(object).get()).isNull());
    }

    private Resource<GenericKubernetesResource> widget() {
        return client.genericKubernetesResources(KIND).inNamespace("default").withName("widget");
    }

    private GenericKubernetesResource createWidget(OwnerReference... owners) {
        return client.genericKubernetesResources(KIND)
                .inNamespace("default")
                .resource(new GenericKubernetesResourceBuilder()
                        .withApiVersion("test.fairlead.io/v1")
                        .withKind("Widget")
                        .withNewMetadata()
                        .withName("widget")
                        .withOwnerReferences(owners)
                        .endMetadata()
                        .build())
                .create();
    }

    private ConfigMap createConfigMap(String name, OwnerReference... owners) {
        return client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName(name)
                        .withOwnerReferences(owners)
                        .endMetadata()
                        .build())
                .create();
    }

    @Test
    void whatACustomResourceOwnsGoesAfterIt() {
        // Given
        define();
        ConfigMap owned = createConfigMap("config", owner(createWidget()));

        // When
        widget().delete();

        // Then
        awaitGone(owned);
    }

    @Test
    void aCustomResourceGoesAfterItsOwner() {
        // Given
        define();
        ConfigMap owner = createConfigMap("config");
        createWidget(owner(owner));

        // When
        client.resource(owner).delete();

        // Then
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(widget().get()).isNull());
    }

    @Test
    void whatWasSeenBeforeTheKindOfItsOwnerIsLookedAtAgain() {
        // Given
        ConfigMap owned = createConfigMap("owned", gone("test.fairlead.io/v1", "Widget"));
        ConfigMap next = createConfigMap("next", gone("v1", "ConfigMap"));
        awaitGone(next);

        // When
        define();

        // Then
        awaitGone(owned);
    }
}
