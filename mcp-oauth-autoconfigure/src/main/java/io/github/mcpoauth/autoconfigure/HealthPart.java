package io.github.mcpoauth.autoconfigure;

import io.github.mcpoauth.observability.McpOAuthHealth;

/**
 * What a mode has to say about its health.
 */
@FunctionalInterface
interface HealthPart {

	void addTo(McpOAuthHealth health);

}
