package io.github.mcpoauth.support;

import java.util.HexFormat;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.mcpoauth.core.Sha256;

/**
 * An application that answers with what it was sent, byte for byte, whatever the method.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(EchoApplication.Endpoint.class)
public class EchoApplication {

	/**
	 * Properties for somebody with an API key that is the name.
	 */
	public static String[] caller(String name, String scopes) {
		return new String[] { "mcp.oauth.api-keys." + name + ".sha256=" + HexFormat.of().formatHex(Sha256.of(name)),
				"mcp.oauth.api-keys." + name + ".scopes=" + scopes };
	}

	@RestController
	static class Endpoint {

		@RequestMapping("/mcp")
		byte[] echo(@RequestBody(required = false) byte[] body) {
			return (body != null) ? body : new byte[0];
		}

	}

}
