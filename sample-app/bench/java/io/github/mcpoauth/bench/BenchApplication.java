package io.github.mcpoauth.bench;

import java.util.Map;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The application that is measured: an endpoint that answers as a tool does which does
 * nothing, and one that returns a prepared document.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class BenchApplication {

	/**
	 * The endpoints.
	 */
	@RestController
	static final class Endpoint {

		private final ResponseEntity<String> document;

		Endpoint(Environment environment) {
			this.document = ResponseEntity.ok()
				.contentType(MediaType.APPLICATION_JSON)
				.body(environment.getProperty("bench.document", "{}"));
		}

		@PostMapping("/mcp")
		Map<String, Object> call(@RequestBody Map<String, Object> message) {
			return Map.of("jsonrpc", "2.0", "id", message.get("id"), "result", Map.of("content", "sunny"));
		}

		@GetMapping("/document")
		ResponseEntity<String> document() {
			return this.document;
		}

	}

}
