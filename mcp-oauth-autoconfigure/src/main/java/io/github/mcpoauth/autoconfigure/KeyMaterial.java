package io.github.mcpoauth.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.core.io.ResourceLoader;

/**
 * Reads the files that keys are in. A path without a prefix is a file, as for Spring
 * Boot's SSL bundles.
 */
final class KeyMaterial {

	private final ResourceLoader resources;

	KeyMaterial(ResourceLoader resources) {
		this.resources = ApplicationResourceLoader.get(resources, true);
	}

	String text(String property, String location) {
		return new String(bytes(property, location), StandardCharsets.UTF_8);
	}

	byte[] bytes(String property, String location) {
		try (InputStream stream = this.resources.getResource(location).getInputStream()) {
			return stream.readAllBytes();
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new McpOAuthConfigurationException(property, shown(location),
					"it can't be read" + (isSecret(location) ? "" : ": " + ex.getMessage()),
					"Write where the key is, such as /etc/mcp/key.pem, file:key.pem or classpath:key.pem, "
							+ "and let the user that the application runs as read it");
		}
	}

	/**
	 * The value of a property, unless it is the key.
	 */
	static String shown(String value) {
		return isSecret(value) ? "(not shown)" : value;
	}

	private static boolean isSecret(String value) {
		return PemContent.isPresentInText(value) || value.stripLeading().startsWith("{") || value.startsWith("base64:");
	}

}
