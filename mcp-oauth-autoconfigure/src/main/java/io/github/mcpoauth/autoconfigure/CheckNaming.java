package io.github.mcpoauth.autoconfigure;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.web.filter.CorsFilter;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.web.CheckHeaderFilter;

/**
 * Whether refusals name the check that refused: to developers on their own machine,
 * unless a property says something else.
 *
 * @param on whether they do
 * @param toStrangers whether others than developers may read it
 */
record CheckNaming(boolean on, boolean toStrangers) {

	static CheckNaming of(ErrorProperties properties, PublicUrls urls) {
		boolean on = (properties.checkHeader() != null) ? properties.checkHeader() : urls.isLoopback();
		return new CheckNaming(on, on && !urls.isLoopback());
	}

	/**
	 * To be called before anything that answers gets into the chain.
	 */
	void applyTo(HttpSecurity http) {
		if (this.on) {
			http.addFilterBefore(new CheckHeaderFilter(), CorsFilter.class);
		}
	}

}
