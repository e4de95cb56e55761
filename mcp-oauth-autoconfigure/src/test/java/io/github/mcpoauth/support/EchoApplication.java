package io.github.mcpoauth.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

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
	 * Properties for callers with API keys that are their names.
	 * @param callers names and scopes
	 * @param more further properties
	 */
	public static String[] properties(Map<String, String> callers, String... more) {
		List<String> all = new ArrayList<>(Arrays.asList(more));
		callers.forEach((name, scopes) -> {
			all.add("mcp.oauth.api-keys." + name + ".sha256=" + HexFormat.of().formatHex(Sha256.of(name)));
			all.add("mcp.oauth.api-keys." + name + ".scopes=" + scopes);
		});
		return all.toArray(String[]::new);
	}

	/** A message that calls a tool. */
	public static String call(String tool) {
		return call(tool, "{}");
	}

	public static String call(String tool, String arguments) {
		return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
				+ "\",\"arguments\":" + arguments + "}}";
	}

	@RestController
	static class Endpoint {

		@RequestMapping("/mcp")
		byte[] echo(@RequestBody(required = false) byte[] body) {
			return (body != null) ? body : new byte[0];
		}

	}

}
