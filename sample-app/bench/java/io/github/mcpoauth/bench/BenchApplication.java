package io.github.mcpoauth.bench;

import java.util.Map;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The application that is measured: an endpoint that answers as a tool does which does
 * nothing, and two that return a document which somebody has left there.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class BenchApplication {

	/**
	 * The endpoints.
	 */
	@RestController
	static final class Endpoint {

		private volatile ResponseEntity<byte[]> resourceMetadata = ResponseEntity.notFound().build();

		private volatile ResponseEntity<byte[]> serverMetadata = ResponseEntity.notFound().build();

		@PostMapping("/mcp")
		Map<String, Object> call(@RequestBody Map<String, Object> message) {
			return Map.of("jsonrpc", "2.0", "id", message.get("id"), "result", Map.of("content", "sunny"));
		}

		@GetMapping("/resource-metadata")
		ResponseEntity<byte[]> resourceMetadata() {
			return this.resourceMetadata;
		}

		@PutMapping("/resource-metadata")
		void resourceMetadata(@RequestBody byte[] document) {
			this.resourceMetadata = json(document);
		}

		@GetMapping("/server-metadata")
		ResponseEntity<byte[]> serverMetadata() {
			return this.serverMetadata;
		}

		@PutMapping("/server-metadata")
		void serverMetadata(@RequestBody byte[] document) {
			this.serverMetadata = json(document);
		}

		private static ResponseEntity<byte[]> json(byte[] document) {
			return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document);
		}

	}

}
