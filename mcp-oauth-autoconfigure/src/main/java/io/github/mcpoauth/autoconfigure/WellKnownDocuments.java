package io.github.mcpoauth.autoconfigure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.Filter;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.web.HttpRequestHandler;

import io.github.mcpoauth.metadata.MetadataDocument;
import io.github.mcpoauth.web.DispatchedPathMatcher;
import io.github.mcpoauth.web.EndpointFilter;

/**
 * Documents that are open to everybody, and the paths that are theirs alone.
 *
 * @param patterns patterns of paths at which nothing but the documents is found
 * @param documents the documents by exact path
 */
record WellKnownDocuments(Set<String> patterns, Map<String, ? extends HttpRequestHandler> documents) {

	/**
	 * Documents below one well-known path: any other path below it is not found, rather
	 * than answered for a resource that does not exist.
	 */
	static WellKnownDocuments below(String root, Map<String, MetadataDocument> documents) {
		return new WellKnownDocuments(Set.of(root + "/**"), documents);
	}

	/**
	 * Documents among paths that are the application's.
	 */
	static WellKnownDocuments exactly(Map<String, ? extends HttpRequestHandler> documents) {
		return new WellKnownDocuments(documents.keySet(), documents);
	}

	static SecurityFilterChain chain(HttpSecurity http, List<WellKnownDocuments> wellKnown) {
		Map<String, HttpRequestHandler> all = new HashMap<>();
		wellKnown.forEach((some) -> all.putAll(some.documents()));
		Filter documents = EndpointFilter.exclusively(all);
		String[] patterns = wellKnown.stream().flatMap((some) -> some.patterns().stream()).toArray(String[]::new);
		return http.securityMatcher(new DispatchedPathMatcher(patterns))
			.csrf(CsrfConfigurer::disable)
			.requestCache(RequestCacheConfigurer::disable)
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.addFilterBefore(documents, LogoutFilter.class)
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

}
