package io.github.mcpoauth.sample;

import org.springframework.ai.mcp.annotation.McpTool;
import org.springframework.ai.mcp.annotation.McpToolParam;
import org.springframework.stereotype.Component;

import io.github.mcpoauth.scope.RequiresScopes;

/**
 * Weather that nobody measured.
 */
@Component
class WeatherTools {

	@McpTool(name = "get_weather", description = "A made-up weather forecast for a city, for trying out the server")
	@RequiresScopes("weather:read")
	String getWeather(@McpToolParam(description = "Name of the city") String city) {
		return "Made-up forecast for %s (sample data, not a measurement): sunny, 21 degrees Celsius, light wind."
			.formatted(city);
	}

}
