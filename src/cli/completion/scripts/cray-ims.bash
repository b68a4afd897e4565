# Completes command lines of cray-ims. The program itself knows what can stand where, and writes it so that bash takes it for
# words and nothing else. The arguments are how the program is called, and what bash replaces of the line.
_cray_ims_ask() {
    local choices choice
    COMPREPLY=()
    choices="$("${@:1:$#-1}" complete bash -- "${COMP_LINE:0:COMP_POINT}" "${@: -1}" "${COMP_TYPE-}" 2>/dev/null </dev/null)" ||
        return 0
    # Where something else is wanted, the names of files are of no use.
    compopt +o default +o bashdefault 2>/dev/null
    while IFS= read -r choice; do
        [[ -z "$choice" ]] || COMPREPLY+=("$choice")
    done <<<"$choices"
}

_cray_ims() {
    _cray_ims_ask cray-ims "$2"
}

# The words of `cray` that are served here; all others are completed as they were before.
_cray_ims_as_cray() {
    local word="${COMP_WORDS[1]-}"
    if ((COMP_CWORD > 1)) && [[ "$word" == ims || "$word" == auth || "$word" == init || "$word" == config ]]; then
        _cray_ims_ask cray ims "$2"
    else
        COMPREPLY=()
        [[ -z "$_cray_ims_other" ]] || "$_cray_ims_other" "$@"
        if ((COMP_CWORD == 1)); then
            for word in ims auth init config; do
                [[ "$word" != "$2"* || " ${COMPREPLY[*]} " == *" $word "* ]] || COMPREPLY+=("$word")
            done
        fi
    fi
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
        complete -F _cray_ims_as_cray -o nosort -o bashdefault -o default cray 2>/dev/null ||
            complete -F _cray_ims_as_cray -o bashdefault -o default cray
    fi
    unset _cray_ims_before
fi
