package io.github.mcpoauth.autoconfigure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.Filter;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.LogoutFilter;

import io.github.mcpoauth.metadata.MetadataDocument;
import io.github.mcpoauth.web.DispatchedPathMatcher;
import io.github.mcpoauth.web.EndpointFilter;

/**
 * Documents below one well-known path, which is theirs alone: any other path below it is
 * not found, rather than answered for a resource that does not exist.
 *
 * @param root the well-known path
 * @param documents the documents by exact path
 */
record WellKnownDocuments(String root, Map<String, MetadataDocument> documents) {

	static SecurityFilterChain chain(HttpSecurity http, List<WellKnownDocuments> wellKnown) {
		Map<String, MetadataDocument> all = new HashMap<>();
		wellKnown.forEach((some) -> all.putAll(some.documents()));
		Filter documents = EndpointFilter.exclusively(all);
		String[] patterns = wellKnown.stream().map((some) -> some.root() + "/**").toArray(String[]::new);
		return http.securityMatcher(new DispatchedPathMatcher(patterns))
			.csrf(CsrfConfigurer::disable)
			.requestCache(RequestCacheConfigurer::disable)
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.addFilterBefore(documents, LogoutFilter.class)
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.build();
	}

}
