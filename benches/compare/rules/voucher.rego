# May a voucher be activated on this account on this date? Dates are numbers, such as 20250907; what is not known is
# null.
package voucher

deny contains "outside_pilot" if input.date < 20250828

deny contains "outside_pilot" if input.date > 20260630

deny contains "not_listed" if input.on_list == false

deny contains "awaiting_consent" if {
	input.on_list == true
	input.consent == "awaiting"
}

deny contains "consent_refused" if {
	input.on_list == true
	input.consent == "refused"
}

deny contains "window_not_open" if input.day < 7

deny contains "window_closed" if input.day > 29

deny contains "voucher_already_activated" if input.own_activation == true

deny contains "account_already_used" if {
	input.others_on_account != null
	input.others_on_account >= 1
}

deny contains "account_unknown" if input.account_exists == false

missing contains "listing" if input.on_list == null

missing contains "consent" if input.consent == null

missing contains "own_activation" if input.own_activation == null

missing contains "account_use" if input.others_on_account == null

missing contains "account_exists" if input.account_exists == null

for_this_month := {"consent_refused", "window_closed", "voucher_already_activated", "account_already_used"}

month_is_lost if count(deny & for_this_month) > 0

seventh := ((input.year * 10000) + (input.month * 100)) + 7

next_seventh := ((input.year + 1) * 10000) + 107 if input.month == 12

next_seventh := seventh + 100 if input.month < 12

default earliest := null

earliest := max([next_seventh, 20250828]) if {
	month_is_lost
	next_seventh <= 20260630
}

earliest := 20250828 if {
	not month_is_lost
	input.date < 20250828
}

earliest := seventh if {
	not month_is_lost
	input.date >= 20250828
	input.day < 7
	seventh <= 20260630
}

answer := {"deny": deny, "missing": missing, "earliest": earliest}
