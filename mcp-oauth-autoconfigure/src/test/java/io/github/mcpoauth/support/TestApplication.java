package io.github.mcpoauth.support;

import java.util.Map;
import java.util.concurrent.Callable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * An application as a user would write it: an endpoint at {@code /mcp} and a page that
 * has nothing to do with MCP. No security code.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(TestApplication.Endpoints.class)
public class TestApplication {

	@RestController
	static class Endpoints {

		@PostMapping("/mcp")
		Map<String, Object> call() {
			Authentication caller = SecurityContextHolder.getContext().getAuthentication();
			return Map.of("caller", caller.getName());
		}

		@GetMapping("/mcp/address")
		String address(Authentication caller) {
			return ((WebAuthenticationDetails) caller.getDetails()).getRemoteAddress();
		}

		@GetMapping("/mcp/async")
		Callable<String> async() {
			return () -> "streamed";
		}

		@GetMapping("/mcp/conflict")
		String conflict() {
			throw new ResponseStatusException(HttpStatus.CONFLICT);
		}

		@GetMapping("/mcp/failure")
		String failure() {
			throw new IllegalStateException("a failure of the application");
		}

		@GetMapping("/page")
		String page() {
			return "a page of the application";
		}

	}

}
