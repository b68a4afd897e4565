
# Names and ids of records, as the service knows them. The arguments are how the program is called.
# Fails where no record is named.
_cray-ims_records() {
    local output line
    local -a values shown
    output="$("$@" complete-records -- "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)" || return 1
    for line in "${(@f)output}"; do
        [[ -n "$line" ]] || continue
        values+=("${line%%$'\t'*}")
        [[ -n "${line#*$'\t'}" ]] && shown+=("${line/$'\t'/  -- }") || shown+=("${line%%$'\t'*}")
    done
    [[ "$PREFIX" == --*=* ]] && compset -P '*='
    compadd -l -d shown -a values
    return 0
}

_cray-ims() {
    _cray-ims_records cray-ims || _cray-ims_words "$@"
}

# The words of `cray` that are served here; all others are completed as they were before.
_cray-ims_as_cray() {
    if (( CURRENT > 2 )) && [[ "$words[2]" == ims ]]; then
        shift words
        (( CURRENT-- ))
    elif (( CURRENT == 2 )) || [[ "$words[2]" != (auth|init|config) ]]; then
        (( CURRENT == 2 )) && compadd ims auth init config
        "${_cray_ims_other:-_default}" "$@"
        return
    fi
    words[1]=cray-ims
    _cray-ims_records cray ims || _cray-ims_words "$@"
}

if [ "$funcstack[1]" = "_cray-ims" ]; then
    _cray-ims "$@"
else
    compdef _cray-ims cray-ims
fi

# Only where `cray` is a link to this program.
if [[ "${commands[cray]:A}" == */cray-ims && "$_comps[cray]" != _cray-ims_as_cray ]]; then
    typeset -g _cray_ims_other="$_comps[cray]"
    compdef _cray-ims_as_cray cray
fi
