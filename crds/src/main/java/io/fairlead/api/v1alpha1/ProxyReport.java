package io.fairlead.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

/** What one proxy pod says of itself: the configuration that it runs and what it sees of its backends. Written by that pod alone. */
@Group("fairlead.io")
@Version("v1alpha1")
@AdditionalPrinterColumn(
        name = "LoadBalancer",
        jsonPath = ".metadata.labels.fairlead\\.io/name",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Generation",
        jsonPath = ".status.observedGeneration",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "Refused",
        jsonPath = ".status.refusedGeneration",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Renewed", jsonPath = ".status.renewTime", type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public final class ProxyReport extends CustomResource<Void, ProxyReportStatus> implements Namespaced {}
