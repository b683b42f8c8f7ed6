"""How often somebody may do something. `take` counts an act or raises RateLimited; `refund` uncounts one."""
