
# Names and ids of records, as the service knows them. The arguments are how the program is called.
# Fails where no record is named.
_cray_ims_records() {
    local whole=() line="${COMP_LINE:0:COMP_POINT}" rest word last=-1
    # Bash breaks words at colons, which names have too.
    for word in "${COMP_WORDS[@]:0:COMP_CWORD + 1}"; do
        rest="${line#"${line%%[![:space:]]*}"}"
        if ((last >= 0)) && [[ "$rest" == "$line" && "${whole[last]}$word" == *:* ]]; then
            whole[last]+="$word"
        else
            whole[++last]="$word"
        fi
        line="${rest#"$word"}"
    done
    local current="${whole[last]}" quote="" broken="" lines value description descriptions=() index
    if [[ "$current" == [\"\']* ]]; then
        quote="${current:0:1}" current="${current:1}"
    elif [[ "${COMP_WORDBREAKS-}" == *:* && "$current" == *:* ]]; then
        # What stands before the last colon is no part of what bash replaces.
        broken="${current%"${current##*:}"}"
    fi
    lines="$("$@" complete-records -- "${whole[@]:0:last}" "${current//\\/}" 2>/dev/null </dev/null)" ||
        return 1
    COMPREPLY=()
    # Where a record is named, the names of files are of no use.
    compopt +o default +o bashdefault 2>/dev/null
    while IFS=$'\t' read -r value description; do
        if [[ -n "$value" ]]; then
            [[ -n "$quote" ]] || printf -v value %q "$value"
            value="${value#"$broken"}"
            COMPREPLY+=("$value")
            descriptions+=("$description")
        fi
    done <<<"$lines"
    # While there is a choice it is shown what has the id. The last one left is inserted, and so is each of a menu (37, 42).
    if ((${#COMPREPLY[@]} > 1)) && [[ "${COMP_TYPE-}" != 37 && "${COMP_TYPE-}" != 42 ]]; then
        for index in "${!COMPREPLY[@]}"; do
            [[ -z "${descriptions[index]}" ]] || COMPREPLY[index]+="  (${descriptions[index]})"
        done
    fi
    return 0
}

_cray_ims() {
    _cray_ims_records cray-ims || _cray_ims_words "$@"
}

# The words of `cray` that are served here; all others are completed as they were before.
_cray_ims_as_cray() {
    local word="${COMP_WORDS[1]-}"
    if ((COMP_CWORD > 1)) && [[ "$word" == ims ]]; then
        local words=(cray-ims "${COMP_WORDS[@]:2}") position=$((COMP_CWORD - 1))
    elif ((COMP_CWORD > 1)) && [[ "$word" == auth || "$word" == init || "$word" == config ]]; then
        local words=(cray-ims "${COMP_WORDS[@]:1}") position=$COMP_CWORD
    else
        COMPREPLY=()
        [[ -z "$_cray_ims_other" ]] || "$_cray_ims_other" "$@"
        if ((COMP_CWORD == 1)); then
            for word in ims auth init config; do
                [[ "$word" != "$2"* || " ${COMPREPLY[*]} " == *" $word "* ]] || COMPREPLY+=("$word")
            done
        fi
        return 0
    fi
    local COMP_WORDS=("${words[@]}") COMP_CWORD=$position
    _cray_ims_records cray ims || _cray_ims_words cray-ims "$2" "$3"
}

complete -F _cray_ims -o nosort -o bashdefault -o default cray-ims 2>/dev/null ||
    complete -F _cray_ims -o bashdefault -o default cray-ims

# Only where `cray` is a link to this program, and never in place of a completion that cannot be called from here.
if [[ "$(readlink -f -- "$(type -P cray)" 2>/dev/null)" == */cray-ims ]]; then
    if declare -F _completion_loader >/dev/null && ! complete -p cray &>/dev/null; then
        _completion_loader cray
    fi
    _cray_ims_before="$(complete -p cray 2>/dev/null)"
    if [[ "$_cray_ims_before" =~ \ -F\ ([^ ]+)\  ]]; then
        if [[ "${BASH_REMATCH[1]}" != _cray_ims_as_cray ]]; then
            _cray_ims_other="${BASH_REMATCH[1]}"
            eval "${_cray_ims_before/ -F $_cray_ims_other / -F _cray_ims_as_cray }"
        fi
    elif [[ -z "$_cray_ims_before" ]]; then
        _cray_ims_other=""
        complete -F _cray_ims_as_cray -o bashdefault -o default cray
    fi
    unset _cray_ims_before
fi
