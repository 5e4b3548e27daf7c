package io.levada.core.config;

/** What a job, or a sink, promises about its output. */
public enum DeliveryGuarantee {
    EXACTLY_ONCE,
    AT_LEAST_ONCE,
    NONE
}
