package io.github.mcpoauth.authorizationserver.login;

import java.util.Map;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import io.github.mcpoauth.resource.Caller;
import io.github.mcpoauth.resource.NoProviderAccessTokenException;
import io.github.mcpoauth.resource.ProviderAccessToken;
import io.github.mcpoauth.resource.ProviderAccessTokens;

/**
 * An application whose endpoint calls the provider's API in the name of the caller, as a
 * tool would.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ProviderApiApplication.Endpoint.class)
class ProviderApiApplication {

	@RestController
	static class Endpoint {

		private final ProviderAccessTokens tokens;

		private final RestClient api;

		Endpoint(ProviderAccessTokens tokens, Environment environment) {
			this.tokens = tokens;
			this.api = RestClient.create(environment.getProperty("test.api", ""));
		}

		@PostMapping("/mcp")
		Map<String, Object> call() {
			ProviderAccessToken token = this.tokens.forCaller();
			String answer = this.api.get()
				.uri("/repositories")
				.headers((headers) -> headers.setBearerAuth(token.value()))
				.retrieve()
				.body(String.class);
			return Map.of("caller", Caller.current().subject(), "answer", answer, "token", token.toString());
		}

		@ExceptionHandler
		ResponseEntity<Map<String, String>> failure(RuntimeException failure) {
			String login = (failure instanceof NoProviderAccessTokenException none && none.loginUrl() != null)
					? none.loginUrl() : "";
			return ResponseEntity.status(424)
				.body(Map.of("failure", failure.getClass().getSimpleName(), "message", failure.getMessage(), "login",
						login));
		}

	}

}
