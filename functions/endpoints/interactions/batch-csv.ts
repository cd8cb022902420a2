/**
 * A batch as CSV: each column is named like the field it holds (`customer.email`, `attributes.plan`), and an empty cell is an
 * absent field. What must be a number or true or false is read as one; every other cell is text, whatever it looks like.
 */
import { AppError, type Fault } from "../../domain/errors.ts";
import { fieldKinds, kindOfField } from "../../domain/mapped-field.ts";
import { checkValue } from "../../http/check-value.ts";
import { type CsvRow, readCsv } from "../../http/read-csv.ts";
import { briefFaults } from "../brief-faults.ts";
import { attributeName } from "../fields.ts";
import { type BatchRow, maxRows } from "./batch-row.ts";

const attributes = "attributes.";

export function readBatchCsv(file: Uint8Array): readonly BatchRow[] {
  const { header, rows } = readCsv(file, maxRows);
  const faults = faultsOfHeader(header.cells);
  if (rows.length === 0) faults.push({ path: "rows", message: "are missing: below the row of names there is none" });
  if (faults.length > 0) throw new AppError("invalid", "The file is not valid.", { faults: briefFaults(faults) });
  return rows.map((row, index) => ({ ...toReported(row, header.cells), place: { row: index + 1, line: row.line } }));
}

/** What is wrong with the row of names. */
export function faultsOfHeader(names: readonly string[]): Fault[] {
  const faults = names.flatMap((name, index) => {
    const message = names.indexOf(name) < index ? "is the name of two columns" : faultOfColumn(name);
    return message === undefined ? [] : [{ path: name === "" ? `column ${index + 1}` : name, message }];
  });
  if (!names.includes("type"))
    faults.push({ path: "type", message: "is missing: name the column that says what happened" });
  if (!names.includes("customer.email") && !names.includes("customer.id")) {
    faults.push({ path: "customer", message: "is missing: name a column customer.email or customer.id" });
  }
  return faults;
}

function faultOfColumn(name: string): string | undefined {
  if (name === "") return "has no name: name it, or leave it out";
  if (name.startsWith(attributes)) return checkValue(attributeName, name.slice(attributes.length)).faults?.[0]?.message;
  return Object.hasOwn(fieldKinds, name)
    ? undefined
    : "is not a known column; columns are named like the fields of an interaction";
}

/** A row under its names, to be a report. */
export function toReported(
  { cells }: Pick<CsvRow, "cells">,
  names: readonly string[],
): Pick<BatchRow, "value" | "faults"> {
  if (cells.length !== names.length) {
    const message = `has ${cells.length} cells, and the row of names ${names.length}`;
    return { value: undefined, faults: [{ path: "", message }] };
  }
  const value: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) {
    const cell = cells[index] ?? "";
    if (cell !== "") put(value, name, cell);
  }
  return { value };
}

/** An attribute's name may hold dots itself. */
function put(report: Record<string, unknown>, name: string, cell: string): void {
  const [, outer = "", inner] = /^([^.]*)(?:\.(.*))?$/s.exec(name) ?? [];
  if (inner === undefined) report[outer] = inForm(name, cell);
  else report[outer] = { ...(report[outer] as object | undefined), [inner]: inForm(name, cell) };
}

function inForm(name: string, cell: string): unknown {
  const kind = kindOfField(name);
  if (kind === "number" && /^-?\d+(?:\.\d+)?$/.test(cell)) return Number(cell);
  if (kind === "truth" && /^(?:true|false)$/i.test(cell)) return cell.toLowerCase() === "true";
  return cell;
}
