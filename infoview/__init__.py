"""The roof: settings, routes, Today, search, and every act that reaches over all rooms."""
